import { Problem } from '@satupintu/service';
import Ajv, { type ErrorObject } from 'ajv';
import { CsvError, parse } from 'csv-parse/sync';
import { type Adapter, type Incoming, type MessageFault } from '../adapter';
import { TypedIn } from '../typed-in';

const fits = new Ajv({ strict: false, allErrors: true }).compile<TypedIn>(TypedIn);
const mostRows = 5_000;

/** Columns in either language, and the member that each fills. */
const columns: Readonly<Record<string, string>> = {
  id: 'id',
  nomor: 'id',
  text: 'text',
  isi: 'text',
  title: 'title',
  judul: 'title',
  class: 'class',
  category: 'category',
  kategori: 'category',
  region: 'place.regionCode',
  wilayah: 'place.regionCode',
  place: 'place.description',
  tempat: 'place.description',
  occurredon: 'occurredOn',
  tanggal: 'occurredOn',
  agency: 'agencyHint',
  instansi: 'agencyHint',
  name: 'reporter.name',
  nama: 'reporter.name',
  phone: 'reporter.phone',
  telepon: 'reporter.phone',
  email: 'reporter.email',
  surel: 'reporter.email',
  anonymous: 'anonymous',
  anonim: 'anonymous',
  confidential: 'confidential',
  rahasia: 'confidential',
};
const marks = new Set(['anonymous', 'confidential']);
const yes = new Set(['ya', 'y', 'yes', 'true', '1', 'x']);
const no = new Set(['tidak', 't', 'no', 'n', 'false', '0', '']);

/**
 * A table of complaints that were written down elsewhere (slips of a village hall), one a row, with a line of column names
 * first; separated by commas or semicolons, as spreadsheets here write them. A row's own `id` makes the table safe to send again.
 */
export const csv: Adapter = {
  name: 'csv',
  channel: 'counter',
  sender: 'typed-in',
  read({ raw }) {
    const [head = [], ...rows] = tableOf(raw);
    const members = head.map(memberOf);
    const missing = ['id', 'text'].filter((needed) => !members.includes(needed));
    if (missing.length > 0) throw unreadable(`The table has no column ${missing.join(', ')}.`);
    if (rows.length > mostRows) throw unreadable(`A table has ${mostRows} rows at most.`);
    const read = rows.map((row, index) => rowOf(members, row, index + 1));
    const faults = [
      ...read.flatMap((one) => one.faults),
      ...twice(read.map(({ complaint }) => complaint.id)),
    ];
    return { messages: read.map(incoming), faults };
  },
};

interface Row {
  readonly complaint: TypedIn;
  readonly faults: readonly MessageFault[];
}

/** One without an id is refused, and named by nothing. */
const incoming = ({ complaint: { id, ...complaint } }: Row): Incoming => ({
  id: typeof id === 'string' ? id : '',
  complaint,
});
const unreadable = (detail: string) => new Problem(400, 'malformed-csv', detail);

function tableOf(raw: Buffer): string[][] {
  const text = raw.toString('utf8');
  const [first = ''] = text.split('\n', 1);
  const delimiter = first.split(';').length > first.split(',').length ? ';' : ',';
  try {
    // No more is read than shows that there are too many.
    const to = mostRows + 2;
    return parse(text, { bom: true, delimiter, skip_empty_lines: true, relax_column_count: true, to });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as { lines?: number };
    throw unreadable(`Line ${lines ?? 1} cannot be read: ${error.code}.`);
  }
}

function memberOf(column: string): string {
  const member =
    columns[
      column
        .trim()
        .toLowerCase()
        .replace(/[\s_-]/g, '')
    ];
  if (member === undefined) throw unreadable(`There is no column ${JSON.stringify(column.slice(0, 60))}.`);
  return member;
}

function rowOf(members: readonly string[], cells: readonly string[], at: number): Row {
  const complaint: Record<string, unknown> = {};
  const faults: MessageFault[] = [];
  if (cells.length > members.length) faults.push({ at, member: '', detail: 'has more cells than columns' });
  members.forEach((member, index) => {
    const cell = (cells[index] ?? '').trim();
    const value = marks.has(member) ? markOf(cell) : cell === '' ? undefined : cell;
    if (value === null) faults.push({ at, member, detail: 'must be ya or tidak' });
    else if (value !== undefined) put(complaint, member, value);
  });
  if (!fits(complaint)) faults.push(...faultsOf(fits.errors ?? [], at));
  return { complaint: complaint as TypedIn, faults };
}

/** true, nothing for no, null for neither. */
function markOf(cell: string): true | undefined | null {
  if (yes.has(cell.toLowerCase())) return true;
  return no.has(cell.toLowerCase()) ? undefined : null;
}

/** `place.regionCode` */
function put(complaint: Record<string, unknown>, member: string, value: unknown): void {
  const [outer = member, inner] = member.split('.');
  complaint[outer] = inner === undefined ? value : { ...(complaint[outer] as object), [inner]: value };
}

const faultsOf = (errors: readonly ErrorObject[], at: number): MessageFault[] =>
  errors.map(({ instancePath, params, message }) => {
    const { missingProperty = '' } = params as { missingProperty?: string };
    const member = [...instancePath.split('/').filter((part) => part !== ''), missingProperty];
    return {
      at,
      member: member.filter((part) => part !== '').join('.'),
      detail: missingProperty === '' ? (message ?? 'is not valid') : 'is missing',
    };
  });

/** Two rows under one id would be one complaint. */
function twice(ids: readonly string[]): MessageFault[] {
  const seen = new Set<string>();
  return ids.flatMap((id, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ at: index + 1, member: 'id', detail: 'stands in an earlier row' }];
  });
}
