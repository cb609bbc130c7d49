import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startSystem, type System } from './harness';

const clock = '2026-03-17T03:00:00.000Z';

/** Everything starts, takes a complaint, shows it, keeps it over a restart, and comes back from a crash. */
describe('one machine', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem('--empty', '--clock', clock);
  }, 240_000);
  afterAll(async () => system.stop(), 60_000);

  it('files and reads a complaint, and moves its clock forwards only', async () => {
    const body = { channel: 'web', text: 'Lampu jalan mati di Soreang.', place: { regionCode: '32.04' } };
    const filed = await system.call('POST', '/v1/complaints', { body });
    expect(filed.status).toBe(202);
    const { trackingId, receiptCode, position } = filed.body;
    const seen = await system.call('GET', `/v1/complaints/${trackingId}?after=${position}`, {
      receipt: receiptCode,
    });
    expect(seen.body).toMatchObject({ trackingId, filedAt: clock, text: body.text });
    await system.moveClock('2026-03-17T05:00:00.000Z');
    expect((await system.call('GET', '/v1/dev/clock')).body).toEqual({ now: '2026-03-17T05:00:00.000Z' });
    const back = await system.call('POST', '/v1/dev/clock', { body: { to: clock } });
    expect([back.status, back.body.code]).toEqual([422, 'clock-backwards']);
  }, 60_000);

  it('names what runs where', async () => {
    const { log, address, addresses = {}, processes } = system.runtime();
    expect([log, address]).toEqual(['postgres', system.address.replace('127.0.0.1', 'localhost')]);
    expect(Object.keys(processes).sort()).toEqual(
      ['casework', 'intake', 'oversight', 'postgres', 'router', 'sla-monitor', 'supervisor'].sort(),
    );
    expect(Object.keys(addresses)).toHaveLength(5);
    for (const each of Object.values(addresses))
      expect((await fetch(`${each}/health/ready`)).status).toBe(200);
  });

  it('answers for all its services together', async () => {
    const { text } = await system.call('GET', '/metrics');
    for (const service of ['intake', 'router', 'casework', 'sla-monitor', 'oversight']) {
      expect(text).toContain(`service="${service}"`);
    }
    expect(text.match(/^# TYPE process_cpu_user_seconds_total /gm)).toHaveLength(1);
    expect((await system.call('GET', '/v1/nothing')).body.code).toBe('not-found');
  });

  it('serves pages within one round trip', async () => {
    const page = await system.call('GET', '/lapor');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(Buffer.byteLength(page.text)).toBeLessThan(14 * 1024);
  });

  it('lets one program at a time use a folder', () => {
    const args = ['apps/standalone/launch.mjs', '--port', '0', '--data', system.dir, '--empty'];
    const second = spawnSync(process.execPath, args, {
      cwd: join(__dirname, '..'),
      encoding: 'utf8',
      timeout: 50_000,
    });
    expect([second.status, second.stderr]).toEqual([1, expect.stringContaining('in use')]);
  }, 60_000);
});
