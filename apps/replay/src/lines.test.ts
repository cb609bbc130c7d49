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
const row: Line = { kind: 'row', table: 'intake.outbox', row: { seq: 1 } };

describe('an export', () => {
  it('is read line by line', async () => {
    const end: Line = { kind: 'end', lines: 3 };
    expect(await parsed(header, row, '', end)).toEqual([header, row, end]);
  });

  it.each([
    ['cut off', [header, row]],
    ['with a line lost', [header, { kind: 'end', lines: 3 }]],
    ['without its beginning', [row, { kind: 'end', lines: 2 }]],
    ['spoiled', [header, '{"kind":']],
    ['empty', []],
  ])('%s is refused', async (_, lines) => {
    await expect(parsed(...lines)).rejects.toThrow(BrokenExport);
  });
});
