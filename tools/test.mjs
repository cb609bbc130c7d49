// `npm test`: installs and builds what is missing, runs every test, and ends with one line that counts them.
// Arguments go to Jest: `npm test -- libs/log`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const begun = Date.now();
await prepare((line) => console.log(line));

const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const folder = mkdtempSync(join(tmpdir(), 'satupintu-test-'));
const asked = process.argv.slice(2);
// The whole system takes the whole machine: its tests run one after the other, after the small ones.
const rings =
  asked.length > 0
    ? [asked]
    : [
        ['--selectProjects', 'unit', 'integration'],
        ['--selectProjects', 'e2e', '--runInBand'],
      ];

const nothing = { passed: 0, failed: 1, skipped: 0 };

function counts(report) {
  try {
    const told = JSON.parse(readFileSync(report, 'utf8'));
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = told;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    return { passed: numPassedTests, failed, skipped: numPendingTests };
  } catch {
    return nothing;
  }
}

/** Jest writes its JSON to a file; what people read comes on stderr. */
function run(args, index) {
  const report = join(folder, `${index}.json`);
  const all = [jest, '--json', `--outputFile=${report}`, ...args];
  const { status } = spawnSync(process.execPath, all, { cwd: root, stdio: ['inherit', 'ignore', 'inherit'] });
  const counted = counts(report);
  return status !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

const total = rings.map(run).reduce((sum, one) => ({
  passed: sum.passed + one.passed,
  failed: sum.failed + one.failed,
  skipped: sum.skipped + one.skipped,
}));
rmSync(folder, { recursive: true, force: true });
if (total.skipped > 0)
  console.log(`${total.skipped} skipped, for want of what they need (Kafka: Java and Maven)`);
console.log(`took ${Math.round((Date.now() - begun) / 1000)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
