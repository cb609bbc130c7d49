/** Wakes readers: `<topic> <partition>,<partition>…`. Losing one costs a second, not a record. */
export const RECORDS_CHANNEL = 'satupintu_log';
/** Says that the processes of a consumer became more or fewer: `<consumer> <topic>`. */
export const GROUPS_CHANNEL = 'satupintu_groups';

/**
 * The Postgres log. Safe to run again.
 *
 * Offsets of a partition have no gaps and become visible in their order, because whoever appends holds the row of the
 * partition's head until commit: a reader that has seen offset n will never meet n-1 later. Heads are locked in one
 * order, so that two appends cannot wait for each other. Who may append, and nothing else, needs usage of the schema,
 * select on both tables and execute of the functions.
 */
export const postgresLogSql = `
select pg_advisory_xact_lock(hashtext('satupintu log ddl'));
create schema if not exists log;

create table if not exists log.head (
  topic text not null,
  partition int not null,
  next_offset bigint not null default 0,
  primary key (topic, partition)
) with (fillfactor = 50);

create table if not exists log.record (
  topic text not null,
  partition int not null,
  offset_ bigint not null,
  key text not null,
  value text not null,
  primary key (topic, partition, offset_)
);

create or replace function log.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the log is append-only: % on log.record is refused', lower(tg_op) using errcode = 'SP002';
end $$;

create or replace trigger append_only before update or delete or truncate on log.record
  for each statement execute function log.refuse();

create or replace function log.ensure(topic_ text, partitions_ int) returns void
language sql security definer set search_path = log, pg_temp as $$
  insert into log.head (topic, partition)
  select topic_, n from generate_series(0, partitions_ - 1) n
  where not exists (select from log.head where topic = topic_)
  on conflict do nothing
$$;

create or replace function log.append(topics text[], partitions int[], keys text[], values_ text[]) returns void
language plpgsql security definer set search_path = log, pg_temp as $$
declare
  missing text;
  wake text;
begin
  perform from log.head h
    where (h.topic, h.partition) in (select t, p from unnest(topics, partitions) as u(t, p))
    order by h.topic, h.partition
    for update;

  with given as (
    select t, p, k, v, row_number() over (partition by t, p order by ord) - 1 as nth
    from unnest(topics, partitions, keys, values_) with ordinality as u(t, p, k, v, ord)
  ), counted as (
    select t, p, count(*) as n from given group by t, p
  ), moved as (
    update log.head h set next_offset = h.next_offset + c.n from counted c
    where h.topic = c.t and h.partition = c.p
    returning h.topic, h.partition, h.next_offset - c.n as first
  ), written as (
    insert into log.record (topic, partition, offset_, key, value)
    select g.t, g.p, m.first + g.nth, g.k, g.v
    from given g join moved m on m.topic = g.t and m.partition = g.p
    returning 1
  )
  select min(t) into missing from counted
  where not exists (select from moved m where m.topic = counted.t and m.partition = counted.p);
  if missing is not null then
    raise exception '%', missing using errcode = 'SP001';
  end if;

  for wake in
    select t || ' ' || string_agg(distinct p::text, ',') from unnest(topics, partitions) as u(t, p) group by t
  loop
    perform pg_notify('${RECORDS_CHANNEL}', wake);
  end loop;
end $$;
`;
