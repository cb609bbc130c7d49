import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Desk } from './desk';
import { startIn } from './harness';
import { expectProof } from './proof';

const root = resolve(__dirname, '..');
const program = 'dist/apps/bench/src/main.js';

/** A folder of copied cases is one that the services themselves could have made. */
describe('a folder that was filled with copies of cases', () => {
  const dir = mkdtempSync(join(tmpdir(), 'satupintu-e2e-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('is what a rebuild of its log gives, proves its clocks, and goes on as any other', async () => {
    const args = [program, 'seed', '--cases', '200', '--data', dir];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
    expect(JSON.parse(stdout)).toMatchObject({ name: 'seed.loaded', detail: { cases: 200 } });
    const system = await startIn(dir, '--empty');
    try {
      await expectProof(system);
      const token = await system.token('coordinator', 'gov.32.04');
      const inbox = await system.call('GET', '/v1/dispositions?organisation=gov.32.04&status=accepted', {
        token,
      });
      expect(inbox.body.items.length).toBeGreaterThan(1);
      expect(inbox.body.items[0].text).toContain('Jalan');
      const [{ complaintId }] = inbox.body.items;
      const desk = new Desk(system);
      await desk.act({ complaintId }, 'answers', { kind: 'substantive', text: 'Sudah kami perbaiki.' });
      const { resolve: resolved, reporter_reply_window: window } = await desk.clocks({ complaintId });
      expect([resolved.state, window.state]).toEqual(['met', 'running']);
      await expectProof(system);
    } finally {
      await system.stop();
    }
  }, 600_000);
});
