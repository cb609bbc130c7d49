import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readReceiptKey } from '@satupintu/service';
import { fileMasterKey } from '@satupintu/vault';
import { addKey, createKeys } from './keys';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'satupintu-keys-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const files = () => ({
  master: join(folder, 'keys', 'master.json'),
  receipt: join(folder, 'keys', 'receipt.json'),
});

describe('key files', () => {
  it('are made once, for their owner’s eyes, and work', async () => {
    expect(createKeys(files())).toEqual([files().master, files().receipt]);
    expect(statSync(files().master).mode & 0o077).toBe(0);
    const before = readFileSync(files().master, 'utf8');
    expect(createKeys(files())).toEqual([]);
    expect(readFileSync(files().master, 'utf8')).toBe(before);
    await expect(readReceiptKey(files().receipt)).resolves.toMatchObject({ jwk: { crv: 'Ed25519' } });
  });

  it('open what older keys closed after a new one was added', async () => {
    createKeys(files());
    const old = await fileMasterKey(files().master);
    const { wrapped, masterKey } = await old.wrap(Buffer.alloc(32, 7));
    expect(addKey(files().master)).not.toBe(old.current);
    const now = await fileMasterKey(files().master);
    expect(await now.unwrap(wrapped, masterKey)).toEqual(Buffer.alloc(32, 7));
  });
});
