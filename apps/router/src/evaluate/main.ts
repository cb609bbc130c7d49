import { program } from './program';
import { BadRows } from './rows';

const wrongUse = 2;

try {
  program(process.stdout, () => performance.now()).parse();
} catch (error) {
  if (!(error instanceof BadRows)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = wrongUse;
}
