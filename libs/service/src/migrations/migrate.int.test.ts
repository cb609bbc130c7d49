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

test('files that were attached before they had a schema of their own are still there', async () => {
  const old = await postgres.database();
  await migrate({ databaseUrl: old, environment });
  const client = new Client(old);
  await client.connect();
  await client.query(`
    drop schema files cascade;
    delete from satupintu_migration where name = 'Files1790000000011';
    create table intake.attachment (id uuid primary key, type text not null, bytes integer not null, sha256 text not null,
      upload_mac bytea not null, master_key text, wrapped bytea, content bytea not null, complaint_id uuid, sealed_key text,
      uploaded_at timestamptz not null default now())`);
  await client.query(
    `insert into intake.attachment (id, type, bytes, sha256, upload_mac, content, complaint_id, sealed_key)
     values ($1, 'image/png', 3, 'x', 'm', 'abc', $1, 's')`,
    [randomUUID()],
  );
  await migrate({ databaseUrl: old, environment });
  const { rows } = await client.query(
    `select stored, gone, attached_by, content from files.attachment join files.content using (id)`,
  );
  await client.end();
  expect(rows).toEqual([{ stored: true, gone: false, attached_by: 'reporter', content: Buffer.from('abc') }]);
});

test('the desk makes uploads its own without ever seeing what is in them', async () => {
  await as('casework', async (client) => {
    await client.query('select sealed_key from files.attachment for update');
    await expect(client.query('select * from files.content')).rejects.toEqual(denied);
    await expect(client.query('delete from files.attachment')).rejects.toEqual(denied);
  });
  await as('router', async (client) => {
    await expect(client.query('select * from files.attachment')).rejects.toEqual(denied);
  });
});
