import { type Service } from '@satupintu/events';

export const services: readonly Service[] = ['intake', 'router', 'casework', 'sla-monitor', 'oversight'];
/** Postgres schema of a service's kept tables: `sla_monitor`. */
export const schemaOf = (service: Service): string => service.replaceAll('-', '_');
/** Postgres schema of attachments, which intake and casework share. */
export const FILES_SCHEMA = 'files';
/** Postgres schema of its views, which a rebuild may replace: `sla_monitor_view`. */
export const viewSchemaOf = (service: Service): string => `${schemaOf(service)}_view`;
/** Postgres role that a service logs in with: `satupintu_sla_monitor`. */
export const roleOf = (service: Service): string => `satupintu_${schemaOf(service)}`;
/** Environment variable with the password of that role, for `migrate`: `SLA_MONITOR_DB_PASSWORD`. */
export const passwordVariableOf = (service: Service): string =>
  `${schemaOf(service).toUpperCase()}_DB_PASSWORD`;
/** `search_path` as a libpq option: unqualified names find views first, then kept tables. */
export const searchPathOf = (service: Service): string =>
  `-c search_path=${viewSchemaOf(service)},${schemaOf(service)}`;
