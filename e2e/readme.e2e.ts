import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSystem, type System } from './harness';

/** What the README prints is what a newcomer types: it is run here as printed, but for the address. */
const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
const blocks = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, script = '']) => script);
const walks = blocks.filter((script) => script.startsWith('API='));

let system: System;
const walk = async (script: string) => {
  const lines = script
    .replace('http://localhost:3000', system.address)
    .replace(/curl -s /g, 'curl -sS --fail-with-body ');
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', lines], {
    maxBuffer: 2 ** 24,
  });
  return stdout;
};

beforeAll(async () => {
  const [, clock] = /--clock (\S+)/.exec(readme)!;
  system = await startSystem('--empty', '--clock', clock!);
}, 180_000);
afterAll(() => system.stop(), 60_000);

describe('the README', () => {
  it('walks a complaint from the door to the answer', async () => {
    const said = await walk(walks[0]!);
    expect(said).toContain('"organisation":"gov.32.04"');
    expect(said).toContain('Jalan diperbaiki pada 12 April.');
    expect(said).toMatch(/"status":"closed"/);
  }, 60_000);

  it('shows how an unanswered one climbs to the Ombudsman', async () => {
    const said = await walk(walks[1]!);
    const [clock, cases, escalations] = said.split(/(?<=\})(?=\{)/).map((text) => JSON.parse(text));
    expect(clock).toEqual({ now: '2026-06-17T02:00:00.000Z' });
    expect(cases.items).toEqual([expect.objectContaining({ overdue: true, escalationLevel: 4 })]);
    expect(escalations.items.map(({ level }: { level: number }) => level)).toEqual([1, 2, 3, 4]);
    expect(escalations.items.at(-1)).toMatchObject({ to: 'ombudsman/32' });
  }, 180_000);
});
