import { COMPLAINTS } from '@satupintu/events';
import { schemaOf, services } from '@satupintu/service';
import {
  type Keyring,
  KeyWriter,
  type MasterKey,
  type NewKeys,
  openWith,
  type Part,
  partsOf,
} from '@satupintu/vault';
import { type Client } from 'pg';
import { Copier, type Copy, Ends, type Opened } from './copier';
import { type Example, Examples } from './example';
import { fill } from './places';
import { copiedRow, readTables } from './tables';
import { writeAnew } from './write-anew';

const COPIES_AT_ONCE = 500;
/** Rows of the vault are made for each copy and not copied. */
const KEYS = 'vault.key';
const parts: readonly Part[] = ['identity', 'narrative'];

/** A life that was led, and how many copies there shall be of it. */
export interface Wanted {
  readonly complaints: readonly string[];
  readonly copies: number;
}

export interface Filled {
  readonly complaints: number;
  readonly facts: number;
}

/**
 * Fills the log, the vault, and the views and kept tables of all services with copies of lives that the system itself
 * has led. No service may run. Instants stay those of the example, so that every due time in a copy is the one that
 * its calendar gives; ids, keys and the sealed words are each copy's own.
 */
export async function fillWithCopies(
  database: Client,
  master: MasterKey,
  wanted: readonly Wanted[],
): Promise<Filled> {
  const tables = await readTables(database);
  const examples = new Examples(
    wanted.map(({ complaints }) => complaints),
    tables,
  ).all();
  const opened = await openAll(database, master, examples);
  const copiers = examples.map((example) => new Copier(example, opened));
  const ends = await endsOf(database);
  const filled = { complaints: 0, facts: 0 };
  const keysTable = await keysOf(database);
  const touched = tables.filter(({ name }) => examples.some(({ templates }) => templates.has(name)));
  await writeAnew(database, [...touched, keysTable], async (write) => {
    for await (const copies of inChunks(copiers, wanted, new KeyWriter(master), ends)) {
      for (const { name, columns } of touched) {
        const own = columns.filter(({ counted }) => !counted).map((column) => column.name);
        const text = copies.map(({ copier: { example }, copy }) => {
          const template = example.templates.get(name);
          return template ? fill(template, copy.values) : '';
        });
        await write(name, own, text.join(''));
      }
      await write(KEYS, keyColumns, copies.map(({ copy }) => keyRows(copy)).join(''));
      for (const { copier, copy } of copies) {
        filled.complaints += copy.complaints.length;
        filled.facts += copier.example.facts.reduce((sum, facts) => sum + facts, 0);
      }
    }
    await moveEnds(database, ends);
  });
  return filled;
}

interface Made {
  readonly copier: Copier;
  readonly copy: Copy;
}

/** Copies of the lives in turns, so that each chunk has something of every kind. */
async function* inChunks(
  copiers: readonly Copier[],
  wanted: readonly Wanted[],
  writer: KeyWriter,
  ends: Ends,
): AsyncGenerator<Made[]> {
  const most = Math.max(0, ...wanted.map(({ copies }) => copies));
  let chunk: Made[] = [];
  for (let round = 0; round < most; round += 1) {
    for (const [n, copier] of copiers.entries()) {
      if (round >= (wanted[n]?.copies ?? 0)) continue;
      const keys = await writer.newKeys(copier.example.complaints.length);
      chunk.push({ copier, copy: copier.copy(keys, ends) });
      if (chunk.length < COPIES_AT_ONCE) continue;
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

const keyColumns = ['complaint_id', 'part', 'generation', 'master_key', 'wrapped'];

async function keysOf(database: Client) {
  const sql = `select complaint_id::text, part, generation::text, master_key, wrapped::text from ${KEYS}`;
  const { rows } = await database.query<(string | null)[]>({ text: sql, rowMode: 'array' });
  return { name: KEYS, columns: keyColumns.map((name) => ({ name, counted: false })), rows };
}

const keyRows = ({ complaints, keys }: Copy): string =>
  complaints
    .flatMap((complaint, k) =>
      parts.map((part) => copiedRow([complaint, part, '1', ...wrappedIn(keys[k], part)])),
    )
    .join('');

const wrappedIn = (keys: NewKeys | undefined, part: Part): string[] =>
  keys === undefined ? [] : [keys[part].masterKey, `\\x${keys[part].wrapped.toString('hex')}`];

interface KeyRow {
  readonly complaint_id: string;
  readonly part: Part;
  readonly generation: number;
  readonly master_key: string;
  readonly wrapped: Buffer;
}

/** Every sealed text of the examples, opened once. */
async function openAll(
  database: Client,
  master: MasterKey,
  examples: readonly Example[],
): Promise<Map<string, Opened>> {
  const { rows } = await database.query<KeyRow>(`select * from ${KEYS}`);
  const keyrings = new Map<string, Keyring>();
  for (const { complaint_id, part, generation, master_key, wrapped } of rows) {
    const key = await master.unwrap(wrapped, master_key);
    keyrings.set(complaint_id, { ...keyrings.get(complaint_id), [part]: { generation, key } });
  }
  const opened = new Map<string, Opened>();
  for (const { sealedFor } of examples) {
    for (const [sealed, complaint] of sealedFor) {
      if (opened.has(sealed)) continue;
      const { part, field } = partsOf(sealed);
      const value = openWith(keyrings.get(complaint) ?? {}, complaint, sealed);
      opened.set(sealed, { complaint, part, field, value });
    }
  }
  return opened;
}

async function endsOf(database: Client): Promise<Ends> {
  const { rows } = await database.query<{ next: string }>(
    'select next_offset as next from log.head where topic = $1 order by partition',
    [COMPLAINTS],
  );
  return new Ends(rows.map(({ next }) => Number(next)));
}

/** All services have read what was filled in. */
async function moveEnds(database: Client, ends: Ends): Promise<void> {
  const places = ['log.head', ...services.map((service) => `${schemaOf(service)}.checkpoint`)];
  for (const place of places) {
    await database.query(
      `update ${place} set next_offset = e.next from unnest($2::bigint[]) with ordinality as e (next, nth)
       where topic = $1 and partition = e.nth - 1`,
      [COMPLAINTS, ends.all],
    );
  }
}
