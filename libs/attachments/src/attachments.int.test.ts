import { randomBytes, randomUUID } from 'node:crypto';
import { testPostgres } from '@satupintu/embedded';
import { transaction } from '@satupintu/log';
import { migrate } from '@satupintu/service';
import { envMasterKey, generateMasterKey, KeyWriter, PgVault } from '@satupintu/vault';
import { Pool } from 'pg';
import { attach } from './attach';
import { Attachments } from './attachments';
import { Clamd } from './clamd';
import { FakeClamd } from './clamd.fixture';
import { PostgresStore } from './postgres-store';
import { noScanner, type Scanner } from './scanner';
import { type AttachmentStore, StoreAway } from './store';

const postgres = testPostgres();
const master = envMasterKey(generateMasterKey());
const pdf = (text: string) => Buffer.from(`%PDF-1.7\n${text}`);
let pool: Pool;
let vault: PgVault;

/** A store that dies, or is away, when it is told to. */
class Fragile implements AttachmentStore {
  fault: Error | undefined;
  constructor(private readonly store: AttachmentStore) {}
  put = (id: string, content: Buffer) => this.there().put(id, content);
  get = (id: string) => this.there().get(id);
  remove = (id: string) => this.there().remove(id);
  private there(): AttachmentStore {
    if (this.fault) throw this.fault;
    return this.store;
  }
}

beforeAll(async () => {
  const databaseUrl = await postgres.database();
  await migrate({ databaseUrl, environment: {} });
  pool = new Pool({ connectionString: databaseUrl });
  pool.on('error', () => undefined);
  vault = new PgVault({ pool, master });
});
afterAll(() => pool.end());

function house(scanner: Scanner = noScanner) {
  const store = new Fragile(new PostgresStore(pool));
  return { store, attachments: new Attachments({ pool, master, vault, store, scanner }) };
}
const brought = (content: Buffer, id: string = randomUUID()) => ({
  id,
  content,
  mac: content.subarray(0, 40),
});
const contents = async (id: string) =>
  (await pool.query('select from files.content where id = $1', [id])).rowCount;

async function complaint(): Promise<string> {
  const complaintId = randomUUID();
  const writer = new KeyWriter(master);
  const [keys] = await writer.newKeys(1);
  await transaction(pool, (client) => writer.insertKeys(client, [{ complaintId, keys: keys! }]));
  return complaintId;
}

describe('an attachment', () => {
  it('belongs to the first complaint that takes it over, and opens with its words’ key', async () => {
    const { attachments } = house();
    const content = pdf('Bukti');
    const { id } = await attachments.take(brought(content));
    expect(await attachments.belonging(id)).toBeUndefined();
    const [own, other] = [await complaint(), await complaint()];
    await attach({ pool, vault, master }, { complaintId: own, ids: [id], by: 'lead' });
    await attach({ pool, vault, master }, { complaintId: own, ids: [id], by: 'lead' });
    const belonging = await attachments.belonging(id);
    expect(belonging).toEqual({ id, complaintId: own, by: 'lead' });
    expect((await attachments.open(belonging!))?.content.equals(content)).toBe(true);
    const theft = attach({ pool, vault, master }, { complaintId: other, ids: [id], by: 'lead' });
    await expect(theft).rejects.toMatchObject({ status: 422, code: 'unknown-attachment' });
  });

  it('that two complaints want at once is of one of them, and the other is refused', async () => {
    const { attachments } = house();
    const { id } = await attachments.take(brought(pdf('Satu untuk satu')));
    const wishes = [await complaint(), await complaint()].map((complaintId) =>
      attach({ pool, vault, master }, { complaintId, ids: [id], by: 'reporter' }),
    );
    const results = await Promise.allSettled(wishes);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { status: 422, code: 'unknown-attachment' },
    });
  });

  it('lies sealed in its store', async () => {
    const { attachments } = house();
    const { id } = await attachments.take(brought(pdf('Nama Pelapor')));
    const { rows } = await pool.query('select content from files.content where id = $1', [id]);
    expect(rows[0].content.includes('Nama Pelapor')).toBe(false);
  });

  it('is whole or not at all when its taker dies after any step, and the same when it is sent again', async () => {
    const { attachments, store } = house();
    const file = brought(pdf('Kuitansi'));
    store.fault = new Error('killed');
    await expect(attachments.take(file)).rejects.toThrow('killed');
    const complaintId = await complaint();
    const use = () => attach({ pool, vault, master }, { complaintId, ids: [file.id], by: 'reporter' });
    await expect(use()).rejects.toMatchObject({ code: 'unknown-attachment' });
    store.fault = undefined;
    const taken = await attachments.take(file);
    expect(await attachments.take(file)).toEqual(taken);
    await use();
    const opened = await attachments.open((await attachments.belonging(file.id))!);
    expect(opened?.content.toString()).toContain('Kuitansi');
  });

  it('is one, when two send it at once', async () => {
    const { attachments } = house();
    const file = brought(randomBytes(200_000).fill('%PDF-1.7', 0, 8));
    const [one, other] = await Promise.all([attachments.take(file), attachments.take(file)]);
    expect(other).toEqual(one);
    const complaintId = await complaint();
    await attach({ pool, vault, master }, { complaintId, ids: [file.id], by: 'reporter' });
    const opened = await attachments.open((await attachments.belonging(file.id))!);
    expect(opened?.content.equals(file.content)).toBe(true);
  });

  it('waits for a store that is away, with a clear code', async () => {
    const { attachments, store } = house();
    const file = brought(pdf('x'));
    store.fault = new StoreAway('away');
    await expect(attachments.take(file)).rejects.toMatchObject({
      status: 503,
      code: 'attachment-store-unavailable',
      retryAfter: 5,
    });
    store.fault = undefined;
    await attachments.take(file);
    expect(await contents(file.id)).toBe(1);
  });

  it('goes with the words of its complaint, its content as soon as the store is there', async () => {
    const { attachments, store } = house();
    const { id } = await attachments.take(brought(pdf('x')));
    const complaintId = await complaint();
    await attach({ pool, vault, master }, { complaintId, ids: [id], by: 'reporter' });
    await transaction(pool, (client) => attachments.erase(client, complaintId));
    expect(await attachments.belonging(id)).toBeUndefined();
    store.fault = new StoreAway('away');
    await attachments.sweep();
    expect(await contents(id)).toBe(1);
    store.fault = undefined;
    await attachments.sweep();
    expect(await contents(id)).toBe(0);
    expect((await pool.query('select from files.attachment where id = $1', [id])).rowCount).toBe(0);
  });

  it('that nobody has used after a day is removed', async () => {
    const { attachments } = house();
    const { id } = await attachments.take(brought(pdf('x')));
    await pool.query(`update files.attachment set uploaded_at = now() - interval '25 hours' where id = $1`, [
      id,
    ]);
    await attachments.sweep();
    expect(await contents(id)).toBe(0);
  });

  it('is not kept where a scanner finds malice, nor unseen where the scanner is away', async () => {
    const daemon = await FakeClamd.start('WORM');
    const { attachments } = house(new Clamd(daemon.url, 5_000));
    await expect(attachments.take(brought(pdf('WORM')))).rejects.toMatchObject({
      status: 422,
      code: 'infected-attachment',
    });
    await attachments.take(brought(pdf('clean')));
    await daemon.stop();
    const unseen = brought(pdf('later'));
    await expect(attachments.take(unseen)).rejects.toMatchObject({
      status: 503,
      code: 'scanner-unavailable',
    });
    expect(await contents(unseen.id)).toBe(0);
  });
});
