import { execFileSync } from 'node:child_process';
import { startSystem, type System } from './harness';

/** A planted person and sentence: found nowhere but where the vault or an erasable view may hold them. */
describe('personal data', () => {
  let system: System;
  const name = 'Zulaikha Pertiwinanda';
  const phone = '+6281234098765';
  const email = 'zulaikha.pertiwi@example.org';
  const nik = '3204991234567890';
  const sentence = 'anggrek ungu di jendela tetangga';
  const planted = [name, phone, email, nik, sentence];

  beforeAll(async () => {
    system = await startSystem('--empty');
  }, 240_000);
  afterAll(async () => system?.stop(), 60_000);

  const database = () => system.runtime().databaseUrl;
  const dump = (...schemas: string[]): string =>
    schemas
      .flatMap((schema) =>
        psql(
          `select quote_ident(table_schema) || '.' || quote_ident(table_name) from information_schema.tables where table_schema = '${schema}' and table_type = 'BASE TABLE'`,
        ).split('\n'),
      )
      .filter((table) => table !== '')
      .map((table) => psql(`select t::text from ${table} t`))
      .join('\n');
  const psql = (sql: string): string =>
    execFileSync('psql', [database(), '-XAtqc', sql], { encoding: 'utf8', maxBuffer: 1 << 28 });

  it('stands in no log, topic, kept table or output in the clear, and in no view after an erasure', async () => {
    const key = 'a1d4b3c2-0000-4000-8000-000000000001';
    const body = {
      channel: 'web',
      text: `Jalan rusak di Soreang, dekat ${sentence}. Hubungi saya.`,
      place: { regionCode: '32.04', description: `Gang sempit, ${sentence}` },
      reporter: { name, phone, email, nationalId: nik },
      anonymous: true,
    };
    const filed = (await system.call('POST', '/v1/complaints', { body, headers: { 'idempotency-key': key } }))
      .body;
    await system.settle();
    const token = await system.token('coordinator', 'gov.32.04');
    const list = await system.call('GET', '/v1/dispositions?organisation=gov.32.04', { token });
    const { dispositionId } = list.body.items[0];
    await system.call('POST', `/v1/dispositions/${dispositionId}/accept`, { token, body: {} });
    await system.call('POST', `/v1/dispositions/${dispositionId}/answers`, {
      token,
      body: { kind: 'substantive', text: `Sudah, ${sentence}` },
    });
    const reply = await system.call('POST', `/v1/complaints/${filed.trackingId}/replies`, {
      receipt: filed.receiptCode,
      body: { kind: 'dispute', text: `Belum! ${sentence}` },
    });
    expect(reply.status).toBe(200);
    await system.settle();
    expect(list.text).not.toContain(name);

    const never = dump(
      'log',
      'vault',
      'intake',
      'router',
      'casework',
      'sla_monitor',
      'oversight',
      'intake_view',
      'router_view',
      'casework_view',
      'sla_monitor_view',
    );
    for (const secret of planted) expect(never).not.toContain(secret);
    expect(never).toContain(filed.complaintId);
    const views = dump('oversight_view');
    for (const secret of planted.slice(0, 4)) expect(views).not.toContain(secret);

    const erased = await system.call('POST', `/v1/complaints/${filed.trackingId}/erasure`, {
      receipt: filed.receiptCode,
      body: { scope: 'all' },
    });
    expect(erased.status).toBe(200);
    await system.settle();
    expect(dump('oversight_view')).not.toMatch(/anggrek|jendela/);
    const answers = await Promise.all([
      system.call('GET', `/v1/complaints/${filed.trackingId}`, { receipt: filed.receiptCode }),
      system.call('GET', '/v1/dispositions?organisation=gov.32.04', { token }),
      system.call('GET', `/v1/oversight/cases/${filed.complaintId}`, {
        token: await system.token('analyst', 'ombudsman'),
      }),
    ]);
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      for (const secret of planted) expect(answer.text).not.toContain(secret);
    }
    for (const secret of planted) expect(system.output()).not.toContain(secret);
    expect((await system.replay('verify')).code).toBe(0);
    expect(dump('vault')).not.toBe('');
  }, 180_000);
});
