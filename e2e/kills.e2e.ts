import { describeWithKafka } from '@satupintu/embedded';
import { randomUUID } from 'node:crypto';
import { type Answer, eventually, startSystem, type System } from './harness';

const total = Number(process.env['KILL_LOAD'] ?? 1500);
const rounds = 12;
const texts = [
  { text: 'Jalan kabupaten berlubang di Soreang, Kabupaten Bandung.', place: { regionCode: '32.04' } },
  { text: 'PLN sering padam di kampung kami tiap malam.' },
  { text: 'Sampah tidak diangkut dua minggu di Kota Surabaya.', place: { regionCode: '35.78' } },
  { text: 'Ada yang aneh, tidak tahu harus ke siapa.' },
];

/** A seeded generator, so that a failing run can be made again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

/** Every 202 counts exactly once and ends as it would have without the kills, whatever dies and when. */
const killing = (...options: string[]) => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem('--empty', ...options);
  }, 240_000);
  afterAll(async () => system?.stop(), 60_000);

  /** As a careful client does: the same key until there is an answer. */
  async function fileOnce(n: number): Promise<string> {
    const body = { channel: 'web', ...texts[n % texts.length] };
    const headers = { 'idempotency-key': randomUUID() };
    const accepted = await eventually(
      `filing ${n}`,
      async (): Promise<Answer | undefined> => {
        const answer = await system.call('POST', '/v1/complaints', { body, headers });
        if (answer.status !== 202 && answer.status !== 503)
          throw new Error(`${answer.status} ${answer.text}`);
        return answer.status === 202 ? answer : undefined;
      },
      120,
    );
    return accepted.body.complaintId as string;
  }

  async function allCases(): Promise<any[]> {
    const token = await system.token('analyst', 'ombudsman');
    const rows: any[] = [];
    for (let cursor = ''; ;) {
      const { body } = await system.call(
        'GET',
        `/v1/oversight/cases?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
        { token },
      );
      rows.push(...body.items);
      if (!body.next) return rows;
      cursor = body.next;
    }
  }

  it('loses nothing and doubles nothing', async () => {
    const next = random(20260317);
    const filed: string[] = [];
    let n = 0;
    const client = async () => {
      while (n < total) {
        n += 1;
        const mine = n - 1;
        filed[mine] = await fileOnce(mine);
      }
    };
    const killer = async () => {
      for (let round = 0; round < rounds && n < total; round += 1) {
        const target = Math.floor(((round + 0.5 + next() * 0.5) * total) / rounds);
        await eventually('load', async () => (n >= Math.min(target, total) ? true : undefined), 120);
        const victims = Object.keys(system.runtime().processes).filter((name) => name !== 'supervisor');
        const victim = victims[Math.floor(next() * victims.length)];
        try {
          if (victim !== undefined) system.kill(victim);
        } catch {
          // it died before; the next one will do
        }
      }
    };
    await Promise.all([...Array.from({ length: 24 }, client), killer()]);
    expect(new Set(filed).size).toBe(total);
    await eventually(
      'ready',
      async () => ((await system.call('GET', '/health/ready')).status === 200 ? true : undefined),
      90,
    );
    await eventually('settled', async () => system.settle().then(() => true), 90);
    const rows = await allCases();
    expect(rows.map((row) => row.complaintId).sort()).toEqual([...filed].sort());
    const ends = texts.map((_, kind) => {
      const ids = new Set(filed.filter((_id, index) => index % texts.length === kind));
      return new Set(
        rows
          .filter((row) => ids.has(row.complaintId))
          .map((row) => `${row.status} ${row.owner.organisation} ${row.hops}`),
      );
    });
    expect(ends.map((one) => one.size)).toEqual([1, 1, 1, 1]);
    const verified = await system.replay('verify');
    expect(verified).toMatchObject({ code: 0 });
  }, 420_000);
};

describe('kill -9 at random moments, on the Postgres log', () => killing());
describe('kill -9 at random moments, on the Postgres log with two processes of each service', () =>
  killing('--processes', '2'));
describeWithKafka('kill -9 at random moments, on the Kafka log', () => killing('--kafka'));
describeWithKafka('kill -9 at random moments, on the Kafka log with two processes of each service', () =>
  killing('--kafka', '--processes', '2'),
);
