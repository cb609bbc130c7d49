import { Clamd } from './clamd';
import { FakeClamd } from './clamd.fixture';
import { ScannerAway } from './scanner';

let daemon: FakeClamd;
beforeAll(async () => {
  daemon = await FakeClamd.start('WORM');
});
afterAll(() => daemon.stop());

describe('looking into an attachment with ClamAV', () => {
  it('names what it finds, also across chunks, and nothing where there is nothing', async () => {
    const clamd = new Clamd(daemon.url, 5_000);
    expect(await clamd.scan(Buffer.from('a photo'))).toBeUndefined();
    const large = Buffer.concat([Buffer.alloc(64 * 1024 - 2), Buffer.from('WORM'), Buffer.alloc(200_000)]);
    expect(await clamd.scan(large)).toBe('Test.Signature');
    expect(await clamd.scan(Buffer.alloc(0))).toBeUndefined();
  });

  it('says that it could not ask, and never that all is well', async () => {
    await expect(new Clamd('tcp://127.0.0.1:1', 5_000).scan(Buffer.from('x'))).rejects.toThrow(ScannerAway);
    daemon.silent = true;
    await expect(new Clamd(daemon.url, 50).scan(Buffer.from('x'))).rejects.toThrow(ScannerAway);
    daemon.silent = false;
  });
});
