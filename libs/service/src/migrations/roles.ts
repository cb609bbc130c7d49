import { type Service } from '@satupintu/events';
import { type QueryRunner } from 'typeorm';
import { passwordVariableOf, roleOf, schemaOf, services } from '../names';

type Environment = Readonly<Record<string, string | undefined>>;

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * One role per service, with what it needs and no more: its own tables, appending to and reading the log, reading
 * keys. Intake alone writes keys. Run after every migration; a password is set where the environment has one.
 */
export async function grantRoles(runner: QueryRunner, environment: Environment): Promise<void> {
  const rows = (await runner.query('select current_database() as name')) as { name: string }[];
  const database = `"${(rows[0]?.name ?? '').replaceAll('"', '""')}"`;
  for (const service of services) {
    await makeRole(
      runner,
      service,
      environment[passwordVariableOf(service)] ?? environment['SERVICE_DB_PASSWORD'],
    );
    await runner.query(grantsSql(service, database));
  }
}

async function makeRole(runner: QueryRunner, service: Service, password: string | undefined): Promise<void> {
  const role = roleOf(service);
  const found = (await runner.query('select from pg_roles where rolname = $1', [role])) as unknown[];
  if (found.length === 0) await runner.query(`create role ${role} login`);
  if (password !== undefined) await runner.query(`alter role ${role} login password ${literal(password)}`);
}

/** Views are made, rebuilt and swapped by the service itself: whole schemas, which it owns. */
function grantsSql(service: Service, database: string): string {
  const role = roleOf(service);
  const schema = schemaOf(service);
  const keys = service === 'intake' ? 'select, insert, delete' : 'select';
  return `
    grant connect, create on database ${database} to ${role};
    grant usage on schema ${schema}, log, vault to ${role};
    grant select, insert, update, delete on all tables in schema ${schema} to ${role};
    grant usage, select on all sequences in schema ${schema} to ${role};
    grant select on all tables in schema log to ${role};
    grant execute on all functions in schema log to ${role};
    revoke all on vault.key from ${role};
    grant ${keys} on vault.key to ${role};
    ${filesSql(service, role)}`;
}

/** Intake takes and gives files; the desk makes uploads its answers' own, and never sees a content. */
function filesSql(service: Service, role: string): string {
  if (service === 'intake')
    return `grant usage on schema files to ${role};
      grant select, insert, update, delete on all tables in schema files to ${role};`;
  return service === 'casework'
    ? `grant usage on schema files to ${role}; grant select, update on files.attachment to ${role};`
    : '';
}
