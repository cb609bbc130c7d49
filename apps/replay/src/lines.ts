/** Lines of an export, in this order: header, rows, records, rows, end. */
export type Line =
  | { readonly kind: 'header'; readonly format: 1; readonly keys: boolean }
  | {
      readonly kind: 'record';
      readonly topic: string;
      readonly partition: number;
      readonly offset: number;
      readonly key: string;
      readonly value: string;
    }
  /** a row of a kept table: what is in no log and no view */
  | { readonly kind: 'row'; readonly table: string; readonly row: Readonly<Record<string, unknown>> }
  | { readonly kind: 'end'; readonly lines: number };

export type RecordLine = Extract<Line, { kind: 'record' }>;
export type RowLine = Extract<Line, { kind: 'row' }>;

/** The text is not an export of ours, or not the whole of one. */
export class BrokenExport extends Error {
  readonly code = 'broken-export';
}

/** Reads lines, and sees to it that they begin and end as an export does. @throws BrokenExport */
export async function* parseLines(texts: AsyncIterable<string>): AsyncGenerator<Line> {
  let count = 0;
  let last: Line | undefined;
  for await (const text of texts) {
    if (text.trim() === '') continue;
    const line = parseLine(text, count + 1);
    if ((count === 0) !== (line.kind === 'header'))
      throw new BrokenExport('an export begins with its header');
    count += 1;
    last = line;
    yield line;
  }
  if (last?.kind !== 'end' || last.lines !== count)
    throw new BrokenExport('the export is cut off: its end is missing');
}

function parseLine(text: string, number: number): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    throw new BrokenExport(`line ${number} is not JSON`);
  }
}
