import { randomUUID } from 'node:crypto';
import { testPostgres } from '@satupintu/embedded';
import { Pool, type PoolClient } from 'pg';
import {
  addMasterKey,
  envMasterKey,
  generateMasterKey,
  KeyDestroyed,
  keyringOf,
  KeyWriter,
  PgVault,
  rotateMaster,
  sealWith,
  vaultSql,
} from '.';

const postgres = testPostgres();
const masterText = generateMasterKey();
const master = envMasterKey(masterText);
const writer = new KeyWriter(master);
let pool: Pool;

beforeAll(async () => {
  pool = new Pool({ connectionString: await postgres.database() });
  // The server is stopped before the pool: idle connections say so.
  pool.on('error', () => undefined);
  await pool.query(vaultSql);
  await pool.query(vaultSql);
});
afterAll(() => pool.end());

/** A complaint with keys, its words and person sealed before the keys were in the database. */
async function accepted() {
  const complaintId = randomUUID();
  const [keys] = await writer.newKeys(1);
  if (!keys) throw new Error('no keys');
  const keyring = keyringOf(keys);
  const words = sealWith(keyring, complaintId, 'narrative', 'filing', { text: 'Sampah menumpuk' });
  const person = sealWith(keyring, complaintId, 'identity', 'person', { name: 'Rahmat Hidayat' });
  await withClient((client) => writer.insertKeys(client, [{ complaintId, keys }]));
  return { complaintId, keys, words, person };
}

async function withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

const erase = (complaintId: string, scope: 'identity' | 'all') =>
  withClient((client) => writer.destroyKeys(client, complaintId, scope));
const open = (vault: PgVault, complaintId: string, ...sealed: string[]) =>
  vault.open(sealed.map((one) => ({ complaintId, sealed: one, purpose: 'test' })));

test('what intake sealed, every service opens; many complaints with one query', async () => {
  const vault = new PgVault({ pool, master });
  const [a, b] = [await accepted(), await accepted()];
  const query = jest.spyOn(pool, 'query');
  const opened = await vault.open(
    [a, b].flatMap(({ complaintId, words, person }) => [
      { complaintId, sealed: words, purpose: 'test' },
      { complaintId, sealed: person, purpose: 'test' },
    ]),
  );
  expect(query).toHaveBeenCalledTimes(1);
  query.mockRestore();
  expect(opened).toEqual([
    { text: 'Sampah menumpuk' },
    { name: 'Rahmat Hidayat' },
    { text: 'Sampah menumpuk' },
    { name: 'Rahmat Hidayat' },
  ]);
  const answer = await vault.seal(a.complaintId, 'narrative', 'answer', { text: 'Sudah diangkut' });
  expect(await open(vault, a.complaintId, answer)).toEqual([{ text: 'Sudah diangkut' }]);
});

test('a complaint that is accepted twice keeps its first keys', async () => {
  const { complaintId, words } = await accepted();
  const [others] = await writer.newKeys(1);
  if (!others) throw new Error('no keys');
  await withClient((client) => writer.insertKeys(client, [{ complaintId, keys: others }]));
  expect(await open(new PgVault({ pool, master }), complaintId, words)).toEqual([
    { text: 'Sampah menumpuk' },
  ]);
});

test('erasing the identity leaves the words', async () => {
  const { complaintId, words, person } = await accepted();
  await erase(complaintId, 'identity');
  const vault = new PgVault({ pool, master });
  expect(await open(vault, complaintId, words, person)).toEqual([{ text: 'Sampah menumpuk' }, undefined]);
  await expect(vault.seal(complaintId, 'identity', 'person', {})).rejects.toThrow(KeyDestroyed);
});

test('erasing all leaves nothing of before, and the case can go on', async () => {
  const { complaintId, words, person } = await accepted();
  await erase(complaintId, 'all');
  const vault = new PgVault({ pool, master });
  const answer = await vault.seal(complaintId, 'narrative', 'answer', { text: 'Selesai' });
  expect(answer).toMatch(/^s1\.narrative\.2\./);
  expect(await open(vault, complaintId, words, person, answer)).toEqual([
    undefined,
    undefined,
    { text: 'Selesai' },
  ]);
  await erase(complaintId, 'all');
  expect(await open(new PgVault({ pool, master }), complaintId, answer)).toEqual([{ text: 'Selesai' }]);
});

test('after its erasure fact was seen, a cached key is not used any more', async () => {
  const { complaintId, words } = await accepted();
  const vault = new PgVault({ pool, master });
  await open(vault, complaintId, words);
  await erase(complaintId, 'all');
  vault.forget(complaintId);
  expect(await open(vault, complaintId, words)).toEqual([undefined]);
});

test('a key that was forgotten while it was being read is not kept', async () => {
  const { complaintId, words } = await accepted();
  const vault = new PgVault({ pool, master });
  const opening = open(vault, complaintId, words);
  vault.forget(complaintId);
  await opening;
  await erase(complaintId, 'all');
  expect(await open(vault, complaintId, words)).toEqual([undefined]);
});

test('an unknown complaint opens nothing', async () => {
  const { words } = await accepted();
  expect(await open(new PgVault({ pool, master }), randomUUID(), words)).toEqual([undefined]);
});

test('a new master key takes over; the old one is not needed afterwards', async () => {
  const { complaintId, words } = await accepted();
  const bothText = addMasterKey(masterText);
  const both = envMasterKey(bothText);
  expect(await rotateMaster(pool, both, both)).toBeGreaterThan(0);
  expect(await rotateMaster(pool, both, both)).toBe(0);
  const { keys } = JSON.parse(bothText) as { keys: Record<string, string> };
  const only = envMasterKey(
    JSON.stringify({ current: both.current, keys: { [both.current]: keys[both.current] } }),
  );
  expect(await open(new PgVault({ pool, master: only }), complaintId, words)).toEqual([
    { text: 'Sampah menumpuk' },
  ]);
  await expect(open(new PgVault({ pool, master }), complaintId, words)).rejects.toThrow('not in the file');
});

test('the table never holds a key as it is', async () => {
  const { complaintId, keys } = await accepted();
  const { rows } = await pool.query<{ wrapped: Buffer }>(
    'select wrapped from vault.key where complaint_id = $1',
    [complaintId],
  );
  for (const { wrapped } of rows) {
    expect(wrapped.includes(keys.identity.key)).toBe(false);
    expect(wrapped.includes(keys.narrative.key)).toBe(false);
  }
});
