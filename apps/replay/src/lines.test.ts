import { BrokenExport, type Line, parseLines } from './lines';

async function* texts(...lines: (Line | string)[]): AsyncGenerator<string> {
  for (const line of lines) yield typeof line === 'string' ? line : JSON.stringify(line);
}
async function parsed(...lines: (Line | string)[]): Promise<Line[]> {
  const all: Line[] = [];
  for await (const line of parseLines(texts(...lines))) all.push(line);
  return all;
}

const header: Line = { kind: 'header', format: 1, keys: false };
const end = (lines: number): Line => ({ kind: 'end', lines });
const row: Line = { kind: 'row', table: 'intake.outbox', row: { seq: 1 } };

describe('an export', () => {
  it('is read line by line', async () => {
    expect(await parsed(header, row, '', end(3))).toEqual([header, row, end(3)]);
  });

  it.each([
    ['cut off', [header, row]],
    ['with a line lost', [header, end(3)]],
    ['without its beginning', [row, end(2)]],
    ['spoiled', [header, '{"kind":']],
    ['empty', []],
  ])('%s is refused', async (_, lines) => {
    await expect(parsed(...lines)).rejects.toThrow(BrokenExport);
  });
});
