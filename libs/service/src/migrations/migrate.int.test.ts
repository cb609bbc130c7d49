import { randomUUID } from 'node:crypto';
import { testPostgres } from '@satupintu/embedded';
import { Client } from 'pg';
import { roleOf, services } from '../names';
import { migrate } from './lazy';

const postgres = testPostgres();
const environment = { SERVICE_DB_PASSWORD: "o'hara" };
let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = await postgres.database();
  await migrate({ databaseUrl, environment });
});

async function as<T>(service: (typeof services)[number], work: (client: Client) => Promise<T>): Promise<T> {
  const url = new URL(databaseUrl);
  url.username = roleOf(service);
  url.password = "o'hara";
  const client = new Client(url.href);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const denied = expect.objectContaining({ code: '42501' });
const insertKey = `insert into vault.key values ($1, 'identity', 1, 'k', 'x')`;

test('running it again changes nothing', async () => {
  await expect(migrate({ databaseUrl, environment })).resolves.toEqual([]);
});

test('several processes may migrate an empty database at once', async () => {
  const empty = await postgres.database();
  const ran = await Promise.all([1, 2, 3].map(() => migrate({ databaseUrl: empty, environment })));
  expect(ran.filter((names) => names.length > 0)).toHaveLength(1);
});

test('a password that was changed takes effect', async () => {
  await migrate({ databaseUrl, environment: { ...environment, ROUTER_DB_PASSWORD: 'another' } });
  await expect(as('router', (client) => client.query('select'))).rejects.toMatchObject({ code: '28P01' });
  await migrate({ databaseUrl, environment });
  await as('router', (client) => client.query('select'));
});

test('intake writes and destroys keys, and never changes one', async () => {
  await as('intake', async (client) => {
    const id = randomUUID();
    await client.query(insertKey, [id]);
    await expect(
      client.query(`update vault.key set wrapped = 'y' where complaint_id = $1`, [id]),
    ).rejects.toEqual(denied);
    await client.query(`delete from vault.key where complaint_id = $1`, [id]);
  });
});

test.each(services.filter((service) => service !== 'intake'))(
  '%s reads keys and cannot write them',
  async (service) => {
    await as(service, async (client) => {
      await client.query('select * from vault.key');
      await expect(client.query(insertKey, [randomUUID()])).rejects.toEqual(denied);
      await expect(client.query('delete from vault.key')).rejects.toEqual(denied);
      await expect(client.query(`update vault.key set wrapped = 'y'`)).rejects.toEqual(denied);
    });
  },
);

test.each(services)(
  '%s appends to the log by its function alone, and keeps out of others’ tables',
  async (service) => {
    await as(service, async (client) => {
      await client.query(`select log.ensure('t', 1), log.append('{t}', '{0}', '{k}', '{v}')`);
      await expect(client.query(`insert into log.record values ('t', 0, 9, 'k', 'v')`)).rejects.toEqual(
        denied,
      );
      await expect(client.query(`update log.head set next_offset = 0`)).rejects.toEqual(denied);
      await expect(client.query(`delete from log.record`)).rejects.toMatchObject({
        code: expect.stringMatching(/42501|SP002/),
      });
      const other = service === 'intake' ? 'router' : 'intake';
      await expect(client.query(`select * from ${other}.outbox`)).rejects.toEqual(denied);
    });
  },
);
