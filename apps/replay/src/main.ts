import 'reflect-metadata';
import { program } from './program';

// Until all is done nothing is well, also where the process ends for want of anything to wait for.
process.exitCode = 1;
let well = true;

program(process.stdout, () => (well = false))
  .parseAsync()
  .then(() => (process.exitCode = well ? 0 : 1))
  .catch((error: unknown) => process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`));
