import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(__dirname, '..');
const program = 'dist/apps/bench/src/main.js';

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly detail: Readonly<Record<string, unknown>>;
}

test('the clocks’ benchmark measures a system that is what a replay gives, before and after', async () => {
  const run = promisify(execFile)(process.execPath, [program, 'sla', '--cases', '400'], { cwd: root });
  const lines = (await run).stdout.trim().split('\n');
  const figures = new Map(lines.map((line) => JSON.parse(line) as Figure).map((each) => [each.name, each]));
  const value = (name: string) => figures.get(name)?.value;
  expect(value('sla.copies')).toBe(0);
  expect(value('sla.verified')).toBe(0);
  expect(figures.get('sla.fired')?.detail['double']).toBe(0);
  expect(figures.get('sla.moved')?.detail).toMatchObject({ all: true, double: 0, moved: 310 });
  for (const name of ['sla.fired', 'sla.memory', 'sla.lateness', 'sla.lateness-while-moving']) {
    expect(value(name)).toBeGreaterThan(0);
  }
}, 600_000);
