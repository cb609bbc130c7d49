import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testPostgres } from '@satupintu/embedded';
import { COMPLAINTS, fact, idOf, REFERENCE } from '@satupintu/events';
import { Stand } from '@satupintu/service/testing';
import { router } from '../definition';
import { shippedPolicy } from '../shipped';
import { whatIfCommand } from './what-if-command';

const postgres = testPostgres();
const rule = { role: 'rule' } as const;
const at = (day: number): string => new Date(Date.UTC(2026, 2, day, 3)).toISOString();
const folder = mkdtempSync(join(tmpdir(), 'satupintu-what-if-'));
let stand: Stand;
let count = 0;

async function filed(text: string, day: number): Promise<string> {
  const complaintId = idOf(`complaint:what-if:${(count += 1)}`);
  const sealed = await stand.sealFiling(complaintId, { text });
  await stand.say(
    fact('ComplaintFiled', `filed:${complaintId}`, { subject: complaintId, at: at(day), by: rule }, {
      trackingId: `SP-W-${count}`, channel: 'web', anonymous: false, confidential: false, attachments: [],
      region: '32.04', ...sealed,
    }),
  ); // prettier-ignore
  return complaintId;
}

/** Waits until so many decisions of whatever kind are on record. */
async function decided(complaintId: string, times = 1): Promise<void> {
  const deadline = Date.now() + 10_000;
  const national = stand.as('national', 'nat.panrb');
  while ((await national.get(`/v1/routing/decisions/${complaintId}`)).body.items.length < times) {
    if (Date.now() > deadline) throw new Error('nothing was decided');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const declined = async (complaintId: string): Promise<void> => {
  const words = await stand.running.deps.vault.seal(complaintId, 'narrative', 'note', { text: 'bukan kami' });
  await stand.say(
    fact('DispositionDeclined', `decline:${complaintId}`, { subject: complaintId, at: at(20), by: rule }, {
      dispositionId: idOf(`offer:${complaintId}:0:lead`), ground: 'UU 23/2014', proposed: 'gov.32', words,
    }),
  ); // prettier-ignore
};

const ask = async (...args: string[]): Promise<any> => (await whatIfCommand(stand.running.deps, args)).report;

/** The shipped policy, by which nothing goes anywhere without a person. */
function cautious(): string {
  const policy = shippedPolicy();
  const thresholds = Object.fromEntries(Object.keys(policy.thresholds).map((name) => [name, 1]));
  const file = join(folder, 'cautious.json');
  writeFileSync(file, JSON.stringify({ ...policy, version: 'cautious', thresholds }));
  return file;
}

/** The shipped policy, by which the forest service of the province has what roads' service of the regency had. */
function mistaken(): string {
  const policy = shippedPolicy();
  const topics = policy.topics.map((topic) =>
    topic.affair === '1.03' && topic.competent === 'regency'
      ? { ...topic, affair: '3.28', competent: 'province' as const }
      : topic,
  );
  const file = join(folder, 'mistaken.json');
  writeFileSync(file, JSON.stringify({ ...policy, version: 'mistaken', topics }));
  return file;
}

/** Everything that anybody could have written: both topics, and every table of the router. */
async function everything(): Promise<unknown> {
  const { log, pool } = stand.running.deps;
  const ends = await Promise.all([COMPLAINTS, REFERENCE].map(async (topic) => [...(await log.end(topic))]));
  const { rows } = await pool.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema in ('router', 'router_view') order by 1`,
  );
  const sums: unknown[] = [];
  for (const { name } of rows) {
    const found = await pool.query(
      `select count(*) as n, md5(coalesce(string_agg(t::text, '' order by t::text), '')) as md5 from ${name} t`,
    );
    sums.push([name, found.rows[0]]);
  }
  return [ends, sums];
}

describe('what if', () => {
  const roads: string[] = [];

  beforeAll(async () => {
    stand = await Stand.start(router, await postgres.database(), at(28));
    for (let n = 0; n < 6; n += 1) {
      roads.push(await filed(`Jalan kabupaten rusak parah berlubang di Cileunyi, nomor ${n}`, 2 + n));
    }
    for (const id of roads) await decided(id);
    await decided(await filed('tolong ditindaklanjuti', 3));
    await declined(roads[0]!);
    // Offered, declined, and what the router makes of that: nothing is under way any more.
    await decided(roads[0]!, 3);
  }, 120_000);
  afterAll(async () => {
    await stand.stop();
    rmSync(folder, { recursive: true });
  });

  test('under the policy that it was decided by, every case stays where it went', async () => {
    expect(await ask()).toMatchObject({
      cases: 7,
      unchanged: 7,
      moved: 0,
      toTriage: 0,
      fromTriage: 0,
      erased: 0,
    });
  });

  test('under a cautious one everything waits for a person', async () => {
    expect(await ask('--policy', cautious())).toMatchObject({
      policy: 'cautious',
      moved: 0,
      toTriage: 6,
      unchanged: 1,
    });
  });

  test('under a mistaken one cases move, from whom to whom, and one of them was declined anyway', async () => {
    const report = await ask('--policy', mistaken(), '--list');
    const [from, to] = ['gov.32.04/dinas-pekerjaan-umum-dan-penataan-ruang', 'gov.32/dinas-kehutanan'];
    expect(report).toMatchObject({
      moved: 6,
      movedLaterDeclined: 1,
      flows: [{ from, to, cases: 6, laterDeclined: 1 }],
    });
    expect(report.list.map(({ complaintId }: any) => complaintId)).toEqual(roads);
  });

  test('looks at the period asked for, whose days begin in Jakarta', async () => {
    expect((await ask('--from', '2026-03-03', '--to', '2026-03-05')).cases).toBe(3);
    expect((await ask('--from', at(7))).cases).toBe(1);
    await expect(ask('--from', 'yesterday')).rejects.toThrow('neither a day');
  });

  test('writes nothing, and answers the same twice', async () => {
    const before = await everything();
    const first = JSON.stringify(await ask('--policy', mistaken(), '--list'));
    expect(JSON.stringify(await ask('--policy', mistaken(), '--list'))).toBe(first);
    expect(await everything()).toEqual(before);
    expect(first).not.toContain('berlubang');
  });

  test('leaves out whose words are gone, and a policy that could not be published is refused', async () => {
    await stand.destroyKeys(roads[5]!);
    stand.running.deps.vault.forget(roads[5]!);
    expect(await ask()).toMatchObject({ cases: 6, erased: 1 });
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, JSON.stringify({ version: 'broken' }));
    await expect(ask('--policy', broken)).rejects.toThrow();
    await expect(ask('--model', 'model-of-nobody')).rejects.toThrow();
  });
});
