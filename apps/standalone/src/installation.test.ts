import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataDir } from '@satupintu/embedded';
import { Installation } from './installation';

const folder = mkdtempSync(join(tmpdir(), 'satupintu-installation-'));
const dir = dataDir(folder);
afterAll(() => rmSync(folder, { recursive: true }));

describe('what a folder remembers', () => {
  it('is how far its clock has come, so that time never runs backwards over facts', () => {
    const said = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    Installation.open(dir, { log: 'postgres', clock: '2026-01-01T00:00:00.000Z' }).keep({
      clock: '2026-06-01T00:00:00.000Z',
    });
    expect(Installation.open(dir, { log: 'postgres', clock: '2026-02-01T00:00:00.000Z' }).clock).toBe(
      '2026-06-01T00:00:00.000Z',
    );
    expect(said.mock.calls.join()).toContain('2026-06-01');
    expect(Installation.open(dir, { log: 'postgres', clock: undefined }).clock).toBeUndefined();
  });

  it('is its log, for life', () => {
    expect(() => Installation.open(dir, { log: 'kafka', clock: undefined })).toThrow(/on the postgres log/);
  });
});
