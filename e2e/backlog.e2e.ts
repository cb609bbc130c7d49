import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Untouched, writeBacklog } from './backlog';
import { emptyHouse, eventually, startIn, type System } from './harness';
import { expectProof } from './proof';

/** `OVERDUE_CASES=50000` for the whole of it. */
const total = Number(process.env['OVERDUE_CASES'] ?? 1_200);
const minutes = Math.max(4, Math.ceil(total / 2_000));

const seats = [
  { region: '32.04', closing: '09:00', unit: 'gov.32.04/dinas-kesehatan' },
  { region: '73.71', closing: '08:00', unit: 'gov.73.71/dinas-kesehatan' },
  { region: '91.71', closing: '07:00', unit: 'gov.91.71/dinas-kesehatan' },
] as const;
/** Filed on the day before the third (verify) and on the one before the fourteenth working day (resolve) there. */
const days = [
  { due: '2026-04-20', verify: '2026-04-15', resolve: '2026-03-30' },
  { due: '2026-04-21', verify: '2026-04-16', resolve: '2026-03-31' },
  { due: '2026-04-22', verify: '2026-04-17', resolve: '2026-04-01' },
] as const;
/** All are breached, and nobody's second step has come. */
const found = '2026-04-23T06:00:00.000Z';

interface Expected extends Untouched {
  readonly dueAt: string;
  readonly to: string;
}

/** Every other one waits for verification; the newest come first, as a scan of the newest hundred would like it. */
const cases: readonly Expected[] = Array.from({ length: total }, (_, n) => {
  const { region, closing, unit } = seats[n % 3]!;
  const day = days[Math.floor((3 * (total - 1 - n)) / total)]!;
  const isWaiting = n % 2 === 0;
  const second = new Date(Date.UTC(2026, 0, 1, 1) + (n % 25_000) * 1_000).toISOString().slice(10);
  const due = { region, dueAt: `${day.due}T${closing}:00.000Z` };
  return isWaiting
    ? { ...due, filedAt: day.verify + second, to: `gov.${region}` }
    : { ...due, filedAt: day.resolve + second, to: unit, unit };
});

/** An installation in which nothing was watched for weeks: filled by an import, and then started late. */
describe(`${total} overdue cases, a batch of a hundred, three schedulers`, () => {
  let system: System;
  let escalations: any[];
  const folder = mkdtempSync(join(tmpdir(), 'satupintu-backlog-'));

  beforeAll(async () => {
    const file = join(folder, 'backlog.jsonl');
    await writeBacklog(file, cases);
    const house = await emptyHouse();
    const imported = await house.replay('import', file);
    expect([imported.code, imported.output]).toEqual([0, expect.any(String)]);
    process.env['FIRING_BATCH'] = '100';
    system = await startIn(house.dir, '--empty', '--clock', found, '--processes', '3');
  }, minutes * 60_000);
  afterAll(async () => {
    delete process.env['FIRING_BATCH'];
    rmSync(folder, { recursive: true });
    await system?.stop();
  }, 60_000);

  const listed = async (path: string): Promise<any[]> => {
    const token = await system.token('analyst', 'ombudsman');
    const items: any[] = [];
    for (let cursor = ''; ;) {
      const { body } = await system.call('GET', `${path}limit=200${cursor}`, { token });
      items.push(...body.items);
      if (!body.next) return items;
      cursor = `&cursor=${encodeURIComponent(body.next)}`;
    }
  };
  const firstEscalation = async () => {
    const token = await system.token('analyst', 'ombudsman');
    const { body } = await system.call('GET', '/v1/oversight/escalations?limit=1', { token });
    return body.items.length > 0 ? true : undefined;
  };

  it(
    'fires all of it, while one scheduler after the other dies in the middle',
    async () => {
      const moved = eventually('moved', () => system.moveClock(found).then(() => true), minutes * 60);
      // What does not climb was due before: those are only reminders.
      await eventually('begun', firstEscalation, minutes * 60);
      for (const name of ['sla-monitor', 'sla-monitor.2', 'sla-monitor.3']) system.kill(name);
      await moved;
      escalations = await listed('/v1/oversight/escalations?');
      expect(escalations.length).toBe(total);
      expect(escalations.every(({ level }) => level === 1)).toBe(true);
      expect(new Set(escalations.map(({ complaintId }) => complaintId)).size).toBe(total);
    },
    minutes * 60_000,
  );

  it('gives each step its true instant and addressee', () => {
    const shapeOf = (dueAt: string, escalatedAt: string, to: string) => `${dueAt} ${escalatedAt} ${to}`;
    const is = escalations.map(({ dueAt, escalatedAt, to }) => shapeOf(dueAt, escalatedAt, to)).sort();
    expect(is).toEqual(cases.map(({ dueAt, to }) => shapeOf(dueAt, dueAt, to)).sort());
  });

  it('takes the oldest first', () => {
    const instants = escalations.map(({ escalatedAt }) => escalatedAt);
    expect(instants).toEqual([...instants].sort());
  });

  it(
    'finds nothing more to say when it is asked again',
    async () => {
      await system.moveClock(found);
      expect((await listed('/v1/oversight/escalations?')).length).toBe(total);
      expect(await listed('/v1/clocks?state=running&dueBefore=2026-04-23T06:00:00.001Z&')).toEqual([]);
    },
    minutes * 60_000,
  );

  it(
    'is the same when it is made again from the log, and every due time follows from it',
    async () => {
      await expectProof(system);
    },
    minutes * 60_000,
  );
});
