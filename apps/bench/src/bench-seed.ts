import { dataDir, startPostgres } from '@satupintu/embedded';
import { fileMasterKey } from '@satupintu/vault';
import { readFileSync } from 'node:fs';
import { Client as Database } from 'pg';
import { report, timed } from './report';
import { fillWithCopies } from './seed/fill';
import { beginning, leadLives } from './seed/lead-lives';
import { sharesOf } from './seed/shares';
import { type Options, startIn } from './system';

const CASES = 10_000;
/** In how many regencies lives are led: more of them where there are many copies to spread. */
const bodiesFor = (cases: number) => Math.max(2, Math.min(40, Math.round(cases / 5_000)));

/** Nothing that is filled in needs to outlast a crash of the machine: the folder is made again then. */
const settings = {
  shared_buffers: '1GB',
  maintenance_work_mem: '1GB',
  max_wal_size: '2GB',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
};

/**
 * Loads a folder with so many cases: example lives are led through the system itself on a virtual clock that ends now,
 * then everything that they left is copied. `npm start -- --data DIR` goes on with it on the real clock.
 */
export async function seed(folder: string, cases: number): Promise<void> {
  const now = Date.now();
  const system = await startIn(folder, '--clock', beginning(now));
  const led = await timed(() => leadLives(system.address, bodiesFor(cases), now)).finally(system.stop);
  const lives = led.value;
  const shares = sharesOf(lives, cases);
  const wanted = lives.map(({ complaints }, n) => ({
    complaints: complaints.map(({ complaintId }) => complaintId),
    copies: shares[n] ?? 0,
  }));
  const { postgres: folderOfData, databasePassword, masterKey } = dataDir(folder);
  const password = readFileSync(databasePassword, 'utf8').trim();
  const postgres = await startPostgres({ dataDir: folderOfData, password, settings });
  const database = new Database(postgres.url);
  try {
    await database.connect();
    const master = await fileMasterKey(masterKey);
    const { ms, value } = await timed(() => fillWithCopies(database, master, wanted));
    const { rows } = await database.query<{ mb: number }>(
      'select pg_database_size(current_database()) / 1e6 as mb',
    );
    report({
      name: 'seed.loaded',
      value: (value.complaints * 1000) / ms,
      unit: 'cases/s',
      detail: {
        cases: value.complaints,
        facts: value.facts,
        examples: lives.length,
        secondsOfExamples: Math.round(led.ms / 1000),
        seconds: Math.round(ms / 1000),
        megabytes: Math.round(rows[0]?.mb ?? 0),
      },
    });
  } finally {
    await database.end();
    await postgres.stop();
  }
}

/** `--data`: the folder to be filled, which must be new. */
export async function benchSeed({ kafka, cases = CASES, data }: Options): Promise<void> {
  if (kafka) throw new Error('only the Postgres log can be filled');
  if (data === undefined) throw new Error('name the folder to be filled with --data');
  await seed(data, cases);
}
