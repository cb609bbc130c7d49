import { CommanderError } from 'commander';
import { program } from './program';
import { BadRows } from './rows';

const wrongUse = 2;

try {
  program(process.stdout, () => performance.now()).parse();
} catch (error) {
  // Commander has said what was wrong, or has given the help that was asked for.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : wrongUse;
  else if (error instanceof BadRows) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = wrongUse;
  } else throw error;
}
