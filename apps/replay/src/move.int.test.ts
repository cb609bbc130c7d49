import { testPostgres } from '@satupintu/embedded';
import { COMPLAINTS, encode, fact, idOf, PARTITIONS, REFERENCE } from '@satupintu/events';
import { type Log, MemoryLog, openLog } from '@satupintu/log';
import { migrate } from '@satupintu/service';
import { envMasterKey, generateMasterKey, KeyWriter } from '@satupintu/vault';
import { Pool } from 'pg';
import { repeatErasures } from './erasures';
import { exportLines } from './export';
import { importLines } from './import';
import { type Line } from './lines';

const postgres = testPostgres();
const master = envMasterKey(generateMasterKey());
const complaints = Array.from({ length: 40 }, (_, n) => idOf(`filed:${n}`));
const pools: Pool[] = [];

/** A log in a Postgres of its own, with kept tables, as `migrate` leaves it. */
async function installation(): Promise<{ owner: Pool; log: Log }> {
  const databaseUrl = await postgres.database();
  await migrate({ databaseUrl, environment: {} });
  const owner = new Pool({ connectionString: databaseUrl });
  pools.push(owner);
  const log = openLog({ kind: 'postgres', pool: owner });
  await log.ensure([
    { topic: COMPLAINTS, partitions: PARTITIONS },
    { topic: REFERENCE, partitions: 1 },
  ]);
  return { owner, log };
}

afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.end();
});

const erased = (complaintId: string, scope: 'identity' | 'all') => ({
  topic: COMPLAINTS,
  key: complaintId,
  value: encode(
    fact(
      'PersonErased',
      `erase:${complaintId}`,
      { subject: complaintId, at: '2026-05-02T02:00:00.000Z', by: { role: 'reporter' } },
      { scope },
    ),
  ),
});

/** Forty complaints with keys and a fact each, a service that has read half of them, and one fact still to be said. */
async function furnish({ owner, log }: { owner: Pool; log: Log }): Promise<void> {
  await log.append(complaints.map((complaintId) => erased(complaintId, 'identity')));
  const writer = new KeyWriter(master);
  const keys = await writer.newKeys(complaints.length);
  const client = await owner.connect();
  await writer.insertKeys(
    client,
    complaints.map((complaintId, n) => ({ complaintId, keys: keys[n]! })),
  );
  client.release();
  await owner.query(`insert into router.checkpoint values ($1, 3, 1)`, [COMPLAINTS]);
  await owner.query(`insert into intake.outbox (topic, key, value) values ($1, 'k', 'v')`, [COMPLAINTS]);
  await owner.query(
    `insert into files.attachment (id, type, bytes, sha256, upload_mac) values ($1, 'image/png', 3, 'x', '\\x00')`,
    [idOf('photo')],
  );
  await owner.query(`insert into files.content (id, content) values ($1, '\\x00ff10')`, [idOf('photo')]);
}

async function linesOf(from: { owner: Pool; log: Log }, withKeys = true): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of exportLines({ ...from, withKeys })) lines.push(line);
  return lines;
}
async function* given(lines: readonly Line[]): AsyncGenerator<Line> {
  yield* lines;
}

describe('an installation that moves', () => {
  it('is the same afterwards: facts, kept tables, keys', async () => {
    const old = await installation();
    await furnish(old);
    const lines = await linesOf(old);
    const fresh = await installation();
    expect(await importLines(given(lines), fresh)).toMatchObject({ records: 40 });
    expect(await linesOf(fresh)).toEqual(lines);
    await fresh.owner.query(`insert into intake.outbox (topic, key, value) values ('t', 'k', 'later')`);
    const { rows } = await fresh.owner.query('select value from intake.outbox order by seq');
    expect(rows.map(({ value }) => value)).toEqual(['v', 'later']);
  }, 60_000);

  it('takes positions along to a log whose offsets differ', async () => {
    const old = await installation();
    await furnish(old);
    const lines = await linesOf(old);
    const gappy = lines.map((line): Line => {
      if (line.kind === 'record') return { ...line, offset: line.offset * 10 + 5 };
      if (line.kind === 'row' && line.table === 'router.checkpoint')
        return { ...line, row: { ...line.row, next_offset: 6 } };
      return line;
    });
    const fresh = await installation();
    await importLines(given(gappy), fresh);
    const { rows } = await fresh.owner.query('select next_offset::integer as next from router.checkpoint');
    expect(rows).toEqual([{ next: 1 }]);
  }, 60_000);

  it('keeps the keys back unless they are asked for', async () => {
    const old = await installation();
    await furnish(old);
    const tables = (await linesOf(old, false)).flatMap((line) => (line.kind === 'row' ? [line.table] : []));
    expect(tables).not.toContain('vault.key');
    expect(tables).toContain('files.attachment');
  }, 60_000);

  it('does not move into a house where somebody lives, nor without its end', async () => {
    const old = await installation();
    await furnish(old);
    const lines = await linesOf(old);
    await expect(importLines(given(lines), old)).rejects.toThrow('is not empty');
    const foreign: Line = { kind: 'row', table: 'pg_catalog.pg_authid', row: {} };
    await expect(importLines(given([foreign]), await installation())).rejects.toThrow('no kept table');
  }, 60_000);

  it('keeps those away who have left, though the backup of the vault was older', async () => {
    const { owner } = await installation();
    const [stays, left, forgotten] = complaints as [string, string, string];
    const log = new MemoryLog();
    await log.ensure([{ topic: COMPLAINTS, partitions: 2 }]);
    await log.append([erased(left, 'identity'), erased(forgotten, 'all')]);
    const writer = new KeyWriter(master);
    const keys = await writer.newKeys(3);
    const client = await owner.connect();
    await writer.insertKeys(
      client,
      [stays, left, forgotten].map((complaintId, n) => ({ complaintId, keys: keys[n]! })),
    );
    client.release();
    expect(await repeatErasures(log, owner, master)).toBe(2);
    const { rows } = await owner.query('select complaint_id, part, generation from vault.key order by 1, 2');
    const held = (complaintId: string) =>
      rows
        .filter((row) => row.complaint_id === complaintId)
        .map(({ part, generation }) => `${part} ${generation}`);
    expect([held(stays), held(left), held(forgotten)]).toEqual([
      ['identity 1', 'narrative 1'],
      ['narrative 1'],
      ['narrative 2'],
    ]);
    expect(await repeatErasures(log, owner, master)).toBe(2);
  }, 60_000);
});
