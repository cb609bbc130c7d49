import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { seed } from './bench-seed';
import { type Options, startIn, type System } from './system';

/** A running system with many cases in it. */
export interface Loaded {
  readonly system: System;
  readonly cases: number;
  /** Takes away what was made for this run. */
  readonly remove: () => void;
}

/** On the folder that was named, or on one of its own with so many cases; undefined where neither was asked for. */
export async function startLoaded({ kafka, cases, data }: Options): Promise<Loaded | undefined> {
  if (cases === undefined && data === undefined) return undefined;
  if (kafka) throw new Error('only the Postgres log can be filled');
  const folder = data ?? mkdtempSync(join(tmpdir(), 'satupintu-bench-'));
  const remove = () => {
    if (data === undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (data === undefined) await seed(folder, cases ?? 0);
    const system = await startIn(folder);
    return { system, cases: await casesIn(system), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function casesIn(system: System): Promise<number> {
  const database = new Client(system.runtime().databaseUrl);
  await database.connect();
  try {
    const { rows } = await database.query<{ cases: string }>(
      'select count(*) as cases from oversight_view.case_row',
    );
    return Number(rows[0]?.cases);
  } finally {
    await database.end();
  }
}
