import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DataDir } from '@satupintu/embedded';
import { say } from './say';

/** What must be remembered about a folder between two runs. */
interface Remembered {
  /** where its facts are: a folder keeps its log for life */
  readonly log: 'postgres' | 'kafka';
  /** the samples are being filed, or were; absent: none wanted so far */
  readonly samples?: 'filing' | 'filed';
  /** how far the virtual clock has come: time never runs backwards over facts */
  readonly clock?: string;
}

/** The memory of one folder, `DIR/installation.json`. */
export class Installation {
  private constructor(
    private readonly path: string,
    private remembered: Remembered,
    /** undefined: the real clock */
    private readonly virtual: boolean,
  ) {}

  /** @throws where the folder's facts are on the other log */
  static open(dir: DataDir, wanted: { log: Remembered['log']; clock: string | undefined }): Installation {
    const path = join(dir.root, 'installation.json');
    const before = read(path);
    if (before && before.log !== wanted.log) {
      throw new Error(
        `the facts in ${dir.root} are on the ${before.log} log; take another folder with --data for ${wanted.log}`,
      );
    }
    const clock = later(before?.clock, wanted.clock);
    if (wanted.clock !== undefined && clock !== wanted.clock)
      say(`The clock goes on at ${String(clock)}, where it stood.`);
    const installation = new Installation(path, { ...before, log: wanted.log }, wanted.clock !== undefined);
    installation.keep(wanted.clock === undefined || clock === undefined ? {} : { clock });
    return installation;
  }

  get samples(): Remembered['samples'] {
    return this.remembered.samples;
  }

  get clock(): string | undefined {
    return this.virtual ? this.remembered.clock : undefined;
  }

  keep(change: Partial<Remembered>): void {
    this.remembered = { ...this.remembered, ...change };
    const draft = `${this.path}.draft`;
    writeFileSync(draft, `${JSON.stringify(this.remembered, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, this.path);
  }
}

function read(path: string): Remembered | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Remembered;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const later = (a: string | undefined, b: string | undefined) =>
  a !== undefined && (b === undefined || a > b) ? a : b;
