import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dataDir, readRuntime } from '@satupintu/embedded';
import { eventually, startIn, startSystem, type System } from './harness';

/** What an operator does: beside the running system, on a stopped one, and when it moves house. */
const root = join(__dirname, '..');
let system: System;
let filed: { complaintId: string; trackingId: string; receiptCode: string };
const proofIn = ({ output }: { output: string }) => JSON.parse(output.trim().split('\n').at(-1) ?? '');
const json = ({ output }: { output: string }) => JSON.parse(output.slice(output.search(/^[[{]/m)));

beforeAll(async () => {
  system = await startSystem('--empty');
  const text = 'Sampah menumpuk di pasar Kecamatan Cileunyi, Kabupaten Bandung, tidak diangkut sebulan.';
  filed = (await system.call('POST', '/v1/complaints', { body: { channel: 'web', text } })).body;
  await system.settle();
}, 180_000);
afterAll(() => system.stop(), 60_000);

const lifeShown = async () => {
  const byTracking = await system.replay('show', filed.trackingId);
  expect(byTracking.code).toBe(0);
  return json(byTracking);
};

describe('beside a running system', () => {
  it('shows the life of a complaint, without a word of it', async () => {
    const life = await lifeShown();
    expect(life.complaintId).toBe(filed.complaintId);
    expect(
      life.facts.map(({ type, verdict }: { type: string; verdict: string }) => `${type} ${verdict}`),
    ).toEqual(expect.arrayContaining(['ComplaintFiled applied', 'DispositionOffered applied']));
    expect(JSON.stringify(life)).not.toContain('diangkut');
    expect((await system.replay('show', 'SP-NOBODY')).code).toBe(1);
  }, 60_000);

  it('rebuilds, and what is rebuilt is the same', async () => {
    for (const service of ['router', 'sla-monitor']) {
      expect(await system.replay('rebuild', service)).toMatchObject({ code: 0 });
    }
    expect(await system.replay('verify')).toMatchObject({ code: 0 });
    expect(json(await system.replay('parked', 'list'))).toEqual([]);
  }, 180_000);

  it('proves every clock, or those of one complaint', async () => {
    const all = await system.replay('prove-clocks', '--allow', '0');
    expect(all).toMatchObject({ code: 0 });
    expect(proofIn(all)).toMatchObject({ cases: 1, differences: 0 });
    expect(proofIn(all).clocks).toBeGreaterThan(2);
    expect(proofIn(await system.replay('prove-clocks', filed.trackingId))).toMatchObject({ cases: 1 });
    expect((await system.replay('prove-clocks', 'SP-NOBODY')).code).toBe(1);
  }, 180_000);

  it('finds a view that somebody has touched', async () => {
    const { databaseUrl } = system.runtime();
    const { Client } = await import('pg');
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(
      `update oversight_view.case_state set state = jsonb_set(state::jsonb, '{status}', '"closed"')::json`,
    );
    const { code, output } = await system.replay('verify');
    expect(code).toBe(1);
    expect(
      json({ output }).find(({ service }: { service: string }) => service === 'oversight').differences,
    ).not.toEqual([]);
    await client.end();
    expect(await system.replay('rebuild', 'oversight')).toMatchObject({ code: 0 });
  }, 180_000);
});

describe('on a stopped one', () => {
  let file: string;

  beforeAll(async () => {
    process.kill(system.runtime().processes['supervisor']!, 'SIGTERM');
    const gone = () => Promise.resolve(readRuntime(dataDir(system.dir)) === undefined ? true : undefined);
    await eventually('stopped', gone);
    file = join(mkdtempSync(join(tmpdir(), 'satupintu-export-')), 'export.jsonl');
  }, 60_000);
  afterAll(() => rmSync(join(file, '..'), { recursive: true }));

  it('shows all the same', async () => {
    expect((await lifeShown()).state.status).toBe('dispositioned');
    const { code, output } = await system.replay('prove-clocks');
    expect(code === 0 ? '' : output).toBe('');
  }, 120_000);

  it('moves into a new house, where the person finds everything as it was', async () => {
    expect(await system.replay('export', '--with-keys', '--out', file)).toMatchObject({ code: 0 });
    const house = mkdtempSync(join(tmpdir(), 'satupintu-house-'));
    cpSync(join(system.dir, 'keys'), join(house, 'keys'), { recursive: true });
    await promisify(execFile)('node', ['tools/run.mjs', 'replay', '--data', house, 'import', file], {
      cwd: root,
    });
    const later = await startIn(house);
    try {
      const { status, body } = await later.call('GET', `/v1/complaints/${filed.trackingId}`, {
        receipt: filed.receiptCode,
      });
      expect([status, body.status]).toEqual([200, 'dispositioned']);
      expect(body.text).toContain('Cileunyi');
      await later.settle();
      expect(await later.replay('verify')).toMatchObject({ code: 0 });
      const life = json(await later.replay('show', filed.trackingId));
      expect(life.facts.every(({ verdict }: { verdict: string }) => verdict === 'applied')).toBe(true);
    } finally {
      await later.stop();
    }
  }, 240_000);
});
