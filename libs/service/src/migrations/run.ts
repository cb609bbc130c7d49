import { postgresLogSql } from '@satupintu/log';
import { vaultSql } from '@satupintu/vault';
import { DataSource, type QueryRunner } from 'typeorm';
import { migrations } from '.';
import { grantRoles } from './roles';

export interface MigrateOptions {
  /** of an administrator, who may create schemas and roles */
  readonly databaseUrl: string;
  /** with the passwords of the roles, see `passwordVariableOf` */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Held for as long as a process migrates, so that several may start at once. */
const lock = 0x5a7d;

/**
 * Brings the database to what this version of the program needs. Safe to repeat, also by several processes at once.
 * @returns names of the migrations that were run
 */
export async function migrate({ databaseUrl, environment }: MigrateOptions): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    url: databaseUrl,
    migrations,
    migrationsTableName: 'satupintu_migration',
    migrationsTransactionMode: 'each',
    applicationName: 'migrate',
  });
  await source.initialize();
  try {
    const runner = source.createQueryRunner();
    return await alone(runner, async () => {
      await inTransaction(runner, () => runner.query(`${postgresLogSql};${vaultSql}`));
      const ran = await source.runMigrations();
      await inTransaction(runner, () => grantRoles(runner, environment));
      return ran.map(({ name }) => name);
    });
  } finally {
    await source.destroy();
  }
}

async function alone<T>(runner: QueryRunner, work: () => Promise<T>): Promise<T> {
  await runner.query('select pg_advisory_lock($1)', [lock]);
  try {
    return await work();
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [lock]);
    await runner.release();
  }
}

async function inTransaction(runner: QueryRunner, work: () => Promise<unknown>): Promise<void> {
  await runner.startTransaction();
  try {
    await work();
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
}
