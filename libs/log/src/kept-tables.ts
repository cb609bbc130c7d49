/**
 * Tables of a service that are no projection: what it has yet to say, where it stands on the log, and what it could
 * not handle. A rebuild leaves them alone; they belong in a backup.
 *
 * The checkpoint is here and not beside the views: it says up to where the service has *reacted*. Were it lost with
 * the views, the service would decide anew about everything that ever happened.
 */
export const keptTablesSql = (schema: string): string => `
create schema if not exists ${schema};

create table if not exists ${schema}.checkpoint (
  topic text not null,
  partition integer not null,
  next_offset bigint not null,
  primary key (topic, partition)
) with (fillfactor = 50);

create table if not exists ${schema}.outbox (
  seq bigint generated always as identity primary key,
  topic text not null,
  key text not null,
  value text not null
);

create table if not exists ${schema}.parked (
  id bigint generated always as identity primary key,
  subject text not null,
  fact_id text,
  topic text not null,
  partition integer not null,
  offset_ bigint not null,
  reason text not null,
  record text not null,
  parked_at timestamptz not null default now(),
  dropped_at timestamptz,
  unique (topic, partition, offset_)
);
comment on column ${schema}.parked.dropped_at is
  'The fact was given up by an operator. The row stays, because a rebuild must leave the fact out as well.';
create index if not exists parked_subject on ${schema}.parked (subject) where dropped_at is null;
`;
