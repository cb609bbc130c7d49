import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testPostgres } from '@satupintu/embedded';
import { migrate } from '@satupintu/service';
import { Pool } from 'pg';
import { Bucket } from './bucket.fixture';
import { FolderStore } from './folder-store';
import { PostgresStore } from './postgres-store';
import { S3Store } from './s3-store';
import { StoreAway } from './store';
import { attachmentStoreContract } from './store.contract';

const postgres = testPostgres();
let pool: Pool;
let folder: string;
let bucket: Bucket;

beforeAll(async () => {
  const databaseUrl = await postgres.database();
  await migrate({ databaseUrl, environment: {} });
  pool = new Pool({ connectionString: databaseUrl });
  pool.on('error', () => undefined);
  folder = mkdtempSync(join(tmpdir(), 'satupintu-attachments-'));
  process.env['AWS_ACCESS_KEY_ID'] = 'nobody';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'nothing';
  bucket = await Bucket.open();
});
afterAll(async () => {
  await pool.end();
  await bucket.close();
  rmSync(folder, { recursive: true });
});

const s3 = (endpoint = bucket.endpoint) => new S3Store({ bucket: 'berkas', region: 'us-east-1', endpoint });

attachmentStoreContract('Postgres', () => new PostgresStore(pool));
attachmentStoreContract('a folder', () => new FolderStore(folder));
attachmentStoreContract('S3', () => s3());

describe('a store that is away', () => {
  it('says so, whatever it is', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(new FolderStore(file).put('ab-1', Buffer.from('x'))).rejects.toThrow(StoreAway);
    await expect(s3('http://127.0.0.1:1').get('ab-1')).rejects.toThrow(StoreAway);
  });

  it('is not waited for for ever where it takes the call and says nothing', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((done) => void silent.listen(0, '127.0.0.1', done));
    const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const store = new S3Store({ bucket: 'berkas', region: 'us-east-1', endpoint }, 300);
    await expect(store.get('ab-1')).rejects.toThrow(StoreAway);
    await expect(store.put('ab-1', Buffer.from('x'))).rejects.toThrow(StoreAway);
    silent.closeAllConnections();
    silent.close();
  });

  it('leaves nothing half written in a folder', async () => {
    const store = new FolderStore(folder);
    await store.put('ab-2', Buffer.from('x'));
    expect(readdirSync(join(folder, 'ab'))).toEqual(['ab-2']);
  });
});
