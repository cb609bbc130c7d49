// `npm test`: installs and builds what is missing, runs every test, and ends with one line that counts them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const begun = Date.now();
await prepare((line) => console.log(line));

const folder = mkdtempSync(join(tmpdir(), 'satupintu-test-'));
const report = join(folder, 'report.json');
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const args = [jest, '--json', `--outputFile=${report}`, ...process.argv.slice(2)];
// Jest prints its JSON to stdout unless it goes to a file; what people read comes on stderr.
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['inherit', 'inherit', 'inherit'] });

function counts() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    return {
      passed: numPassedTests,
      failed: numFailedTests + numRuntimeErrorTestSuites,
      skipped: numPendingTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const { passed, failed, skipped } = counts();
rmSync(folder, { recursive: true, force: true });
const seconds = Math.round((Date.now() - begun) / 1000);
if (skipped > 0)
  console.log(`${skipped} skipped, for want of what they need (a Kafka: Docker, or Java and Maven)`);
console.log(`took ${seconds} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : (status ?? 1));
