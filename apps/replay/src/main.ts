import 'reflect-metadata';
import { program } from './program';

program(process.stdout, () => (process.exitCode = 1))
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
    process.exitCode = 1;
  });
