import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type Answer, type Call, eventually, frozen, startSystem, type System } from './harness';

const road = {
  channel: 'web',
  text: 'Jalan kabupaten di Desa Cibiru Wetan berlubang dan sudah dua motor jatuh.',
  place: { regionCode: '32.04' },
};

/** As an administrator of the database. */
async function administer(system: System, ...statements: string[]): Promise<void> {
  const client = new Client(system.runtime().databaseUrl);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const refused = ({ status, headers, body }: Answer) => ({
  status,
  code: body?.code,
  retry: Number(headers.get('retry-after')) > 0,
});
const unavailable = (code: string) => ({ status: 503, code, retry: true });

/** The hands of those who use the system. */
function handsOf(system: System) {
  const post = (path: string, call: Call) => system.call('POST', path, call);
  const fileWith = (key: string) =>
    post('/v1/complaints', { body: road, headers: { 'idempotency-key': key } });
  const analyst = async (path: string) =>
    system.call('GET', path, { token: await system.token('analyst', 'ombudsman') });
  return {
    fileWith,
    analyst,
    async file(): Promise<any> {
      const answer = await fileWith(randomUUID());
      expect([answer.status, answer.text]).toEqual([202, expect.any(String)]);
      return answer.body;
    },
    track: (filed: any, after = '') =>
      system.call('GET', `/v1/complaints/${filed.trackingId}${after}`, { receipt: filed.receiptCode }),
    withdraw: (filed: any, key: string) =>
      post(`/v1/complaints/${filed.trackingId}/replies`, {
        receipt: filed.receiptCode,
        body: { kind: 'withdraw' },
        headers: { 'idempotency-key': key },
      }),
    async dispositionOf(filed: any): Promise<any> {
      const token = await system.token('coordinator', 'gov.32.04');
      const list = await system.call('GET', '/v1/dispositions?organisation=gov.32.04&limit=200', { token });
      return list.body.items.find((one: any) => one.complaintId === filed.complaintId);
    },
    async act(dispositionId: string, action: string, body: object, key: string = randomUUID()) {
      const token = await system.token('coordinator', 'gov.32.04');
      const headers = { 'idempotency-key': key };
      return post(`/v1/dispositions/${dispositionId}/${action}`, { token, body, headers });
    },
    /** How often each complaint stands in the supervisors' list once nothing is under way. */
    async counted(filed: readonly any[]): Promise<number[]> {
      await eventually('settled', async () => system.settle().then(() => true));
      const { body } = await analyst('/v1/oversight/cases?limit=200');
      return filed.map(
        ({ complaintId }) => body.items.filter((one: any) => one.complaintId === complaintId).length,
      );
    },
  };
}

describe('on one database', () => {
  let system: System;
  let hands: ReturnType<typeof handsOf>;
  beforeAll(async () => {
    system = await startSystem('--empty');
    hands = handsOf(system);
  }, 240_000);
  afterAll(async () => system?.stop(), 60_000);

  /** The same wish until it is granted; what comes before must be a refusal that says when to come again. */
  const untilFiled = (key: string) =>
    eventually('accepted again', async () => {
      const answer = await hands.fileWith(key);
      if (answer.status === 202) return answer.body;
      expect(refused(answer)).toMatchObject({ status: 503, retry: true });
      return undefined;
    });

  describe('the database is read-only', () => {
    const readOnly = (on: boolean) =>
      administer(
        system,
        'set session characteristics as transaction read write',
        `alter system set default_transaction_read_only = ${on ? 'on' : 'off'}`,
        'select pg_reload_conf()',
      );

    it('refuses what it cannot keep, shows what it has, and goes on by itself', async () => {
      const before = await hands.file();
      await system.settle();
      const { dispositionId } = await hands.dispositionOf(before);
      const key = randomUUID();
      await readOnly(true);
      try {
        await eventually('read-only', async () =>
          (await hands.fileWith(randomUUID())).status === 503 ? true : undefined,
        );
        expect(refused(await hands.fileWith(key))).toEqual(unavailable('database-unavailable'));
        expect((await hands.act(dispositionId, 'accept', {})).status).toBe(503);
        expect((await hands.track(before)).body).toMatchObject({ status: 'dispositioned', text: road.text });
        expect((await hands.analyst(`/v1/oversight/cases/${before.complaintId}`)).status).toBe(200);
      } finally {
        await readOnly(false);
      }
      const after = await untilFiled(key);
      expect(await hands.counted([before, after])).toEqual([1, 1]);
      expect((await hands.act(dispositionId, 'accept', {})).status).toBe(200);
    }, 60_000);
  });

  describe('the database hangs', () => {
    it('refuses within seconds, and takes the same wish once when it is back', async () => {
      const key = randomUUID();
      await frozen(system, 'postgres', async () => {
        expect(refused(await hands.fileWith(key))).toEqual(unavailable('database-unavailable'));
      });
      expect(await hands.counted([await untilFiled(key)])).toEqual([1]);
    }, 60_000);
  });

  describe('a service is down for a while', () => {
    it('holds up nobody else, and catches up', async () => {
      let filed: any;
      await frozen(system, 'casework', async () => {
        filed = await hands.file();
        const seen = await hands.track(filed, `?after=${filed.position}`);
        expect(seen.status).toBe(200);
        const routed = await eventually('routed', async () => {
          const { body } = await hands.analyst(`/v1/oversight/cases/${filed.complaintId}`);
          return body.status === 'dispositioned' ? body : undefined;
        });
        expect(routed.owner.organisation).toBe('gov.32.04');
        expect((await system.call('GET', '/health/ready')).body.services).toMatchObject({
          casework: false,
          intake: true,
        });
      });
      const disposition = await eventually('caught up', async () => hands.dispositionOf(filed));
      expect(disposition).toMatchObject({ status: 'offered', text: road.text });
      expect((await hands.act(disposition.dispositionId, 'accept', {})).status).toBe(200);
    }, 60_000);
  });

  describe('a consumer is far behind', () => {
    it('says that it has not come so far instead of showing what is old', async () => {
      const administrator = new Client(system.runtime().databaseUrl);
      await administrator.connect();
      await administrator.query('begin; lock table oversight.checkpoint in exclusive mode');
      const filed = await hands.file();
      const path = `/v1/oversight/cases/${filed.complaintId}?after=${filed.position}`;
      expect(refused(await hands.analyst(path))).toEqual(unavailable('not-yet-applied'));
      expect((await hands.analyst('/v1/oversight/cases')).status).toBe(200);
      await administrator.query('rollback');
      await administrator.end();
      const seen = await eventually('applied', async () => {
        const answer = await hands.analyst(path);
        return answer.status === 200 ? answer : undefined;
      });
      expect(seen.body.complaintId).toBe(filed.complaintId);
    }, 60_000);
  });

  describe('a machine’s clock is wrong', () => {
    it('is no client’s: the instant of a fact is that of the service that accepts it', async () => {
      const headers = { date: 'Thu, 01 Jan 2015 00:00:00 GMT', 'idempotency-key': randomUUID() };
      const begun = new Date().toISOString();
      const { body } = await system.call('POST', '/v1/complaints', { body: road, headers });
      expect(body.filedAt >= begun && body.filedAt <= new Date().toISOString()).toBe(true);
      const claimed = await system.call('POST', '/v1/complaints', {
        body: { ...road, filedAt: '2015-01-01T00:00:00.000Z' },
      });
      expect([claimed.status, claimed.body.code]).toEqual([400, 'invalid-body']);
    });
  });
});

describe('on Kafka', () => {
  let system: System;
  let hands: ReturnType<typeof handsOf>;
  beforeAll(async () => {
    system = await startSystem('--empty', '--kafka');
    hands = handsOf(system);
  }, 240_000);
  afterAll(async () => system?.stop(), 60_000);

  describe('the broker is away for a while', () => {
    it('takes complaints all the same, refuses other commands, and then says everything once', async () => {
      const [accepted, withdrawn] = [await hands.file(), await hands.file()];
      await system.settle();
      const { dispositionId } = await hands.dispositionOf(accepted);
      const commands = (key: string) =>
        Promise.all([hands.act(dispositionId, 'accept', {}, key), hands.withdraw(withdrawn, key)]);
      const [key, meanwhile]: [string, any[]] = [randomUUID(), []];
      await frozen(system, 'kafka', async () => {
        for (let n = 0; n < 5; n += 1) meanwhile.push(await hands.file());
        const seen = await hands.track(meanwhile[0]);
        expect(seen.body).toMatchObject({ status: 'filed', text: road.text });
        for (const answer of await commands(key))
          expect(refused(answer)).toEqual(unavailable('log-unavailable'));
        expect((await hands.analyst(`/v1/oversight/cases/${accepted.complaintId}`)).status).toBe(200);
      });
      expect(await hands.counted([accepted, withdrawn, ...meanwhile])).toEqual([1, 1, 1, 1, 1, 1, 1]);
      for (const filed of meanwhile) expect((await hands.track(filed)).body.status).toBe('dispositioned');
      for (const answer of await commands(key)) expect(answer.status).toBe(200);
    }, 120_000);
  });
});
