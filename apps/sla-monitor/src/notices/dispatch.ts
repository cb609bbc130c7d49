import { workingTimeFor, zoneFor } from '@satupintu/domain';
import { idOf, type Owner } from '@satupintu/events';
import { transaction } from '@satupintu/log';
import { type Deps } from '@satupintu/service';
import { type PoolClient } from 'pg';
import { ifFree, locks } from '../firing/locks';
import { isPublished, refsNow } from '../refs';
import { waysOf } from './channel';
import { addresseeOf, ownerFrom } from './contacts';
import { type NoticeItem } from './notice-row';
import { nextSlot, type Slot } from './slots';
import { type Summary, summaryOf } from './summary';

interface WaitingRow {
  readonly organisation: string;
  readonly unit: string | null;
  readonly any: boolean;
  readonly urgent: boolean;
  readonly last: Date | null;
}

/** Pending, in no notice yet, and of no complaint that waits for an operator. */
const fresh = `n.state = 'pending'
  and not exists (select from notice_item i
    where i.clock_id = n.clock_id and i.kind = n.kind and i.level = n.level and i.at = n.at)
  and not exists (select from parked where dropped_at is null and subject = n.complaint_id::text)`;

/** Addressees with a contact for whom something waits. One notice at a time is under way to each, one more of emergencies. */
const waitingSql = `
  select c.organisation, c.unit, l.slot as last,
    case when o.summary then false
      else exists (select from notice n where n.addressee = c.addressee and ${fresh}) end as "any",
    case when o.urgent or not $2 then false
      else exists (select from notice n where n.addressee = c.addressee and n.urgent and ${fresh}) end as urgent
  from notice_contact c
  cross join lateral (
    select coalesce(bool_or(not d.urgent), false) as summary, coalesce(bool_or(d.urgent), false) as urgent
    from notice_delivery d where d.addressee = c.addressee and d.state = 'open') o
  left join lateral (
    select d.slot from notice_delivery d where d.addressee = c.addressee and not d.urgent
    order by d.slot desc limit 1) l on true
  where c.by = any($1)`;

interface FreshRow {
  readonly complaint_id: string;
  readonly clock_id: string;
  readonly kind: 'step' | 'reminder';
  readonly level: number;
  readonly at: Date;
  readonly item: NoticeItem;
}

type Which = 'all' | 'urgent';

interface Planned {
  readonly to: Owner;
  readonly slot: Slot;
}

/**
 * Makes one notice of all that waits for an addressee, when its time has come (domain time). What it is about and what
 * it says is kept before anything is sent, and each step and reminder is in one notice for ever: whatever dies
 * afterwards, the same notice is sent again, with the same id, or none.
 */
export class Dispatch {
  constructor(private readonly deps: Deps) {}

  /** When the next notice is to be made; undefined where nothing waits for anybody who can be told. */
  async next(now: string): Promise<string | undefined> {
    const planned = await this.planned(now);
    return planned.map(({ slot }) => slot.at).sort()[0];
  }

  /** Makes the notices whose time has come, or emergencies alone; all of the log must have been read. @returns how many */
  async run(now: string, which: Which = 'all'): Promise<number> {
    const made = await ifFree(this.deps.pool, locks.notices, async () => {
      let count = 0;
      for (const { to, slot } of await this.planned(now, which)) {
        if (slot.at <= now && (await this.make(to, slot))) count += 1;
      }
      return count;
    });
    return made ?? 0;
  }

  private async planned(now: string, which: Which = 'all'): Promise<Planned[]> {
    if (!isPublished(this.deps)) return [];
    const { config, pool } = this.deps;
    const { rows } = await pool.query<WaitingRow>({
      name: 'notices-waiting',
      text: waitingSql,
      values: [waysOf(config), config.noticeEmergenciesAtOnce],
    });
    return rows.flatMap((row) => {
      const to = ownerFrom(row);
      const slot = this.slotOf(to, which === 'all' ? row : { ...row, any: false }, now);
      return slot ? [{ to, slot }] : [];
    });
  }

  private slotOf(to: Owner, { any, urgent, last }: WaitingRow, now: string): Slot | undefined {
    if (!any && !urgent) return undefined;
    const refs = refsNow(this.deps);
    return nextSlot({ any, urgent, last: last?.toISOString() }, now, {
      time: workingTimeFor(refs, to),
      zone: zoneFor(refs, to),
      everyMinutes: this.deps.config.noticeEveryMinutes,
    });
  }

  private make(to: Owner, slot: Slot): Promise<boolean> {
    return transaction(this.deps.pool, async (client) => {
      const { rows } = await client.query<FreshRow>(
        `select n.complaint_id, n.clock_id, n.kind, n.level, n.at, n.item from notice n
         where n.addressee = $1 and (n.urgent or not $2) and ${fresh} order by n.at, n.clock_id, n.kind, n.level`,
        [addresseeOf(to), slot.urgent],
      );
      if (rows.length === 0) return false;
      const noticeId = noticeIdOf(to, slot, rows);
      await keep(client, { noticeId, to, slot, summary: this.summary(to, slot, rows) });
      await keepItems(client, noticeId, rows);
      return true;
    });
  }

  private summary(to: Owner, slot: Slot, rows: readonly FreshRow[]): Summary {
    const directory = this.deps.reference.directory();
    const { unit, organisation } = to;
    const name = (unit === undefined ? directory.organisation(organisation) : directory.unit(unit))?.name;
    const entries = rows.map(({ complaint_id, clock_id, kind, level, at, item }) => ({
      complaintId: complaint_id,
      clockId: clock_id,
      kind,
      ...(kind === 'step' && { level }),
      at: at.toISOString(),
      item,
    }));
    return summaryOf(entries, {
      name: name ?? addresseeOf(to),
      timeZone: zoneFor(refsNow(this.deps), to),
      urgent: slot.urgent,
      most: this.deps.config.noticeItems,
    });
  }
}

/** The same for the same addressee, matter and slot, so that a notice lost with the database comes back as itself. */
const noticeIdOf = (to: Owner, slot: Slot, rows: readonly FreshRow[]): string => {
  const about = rows.map(
    ({ clock_id, kind, level, at }) => `${clock_id}:${kind}:${level}:${at.toISOString()}`,
  );
  return idOf(`notice:${addresseeOf(to)}:${slot.at}:${about.join()}`);
};

const keep = (
  client: PoolClient,
  { noticeId, to, slot, summary }: Planned & { noticeId: string; summary: Summary },
) =>
  client.query(
    `insert into notice_delivery (notice_id, addressee, organisation, unit, urgent, slot, summary)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      noticeId,
      addresseeOf(to),
      to.organisation,
      to.unit ?? null,
      slot.urgent,
      slot.at,
      JSON.stringify(summary),
    ],
  );

const keepItems = (client: PoolClient, noticeId: string, rows: readonly FreshRow[]) =>
  client.query(
    `insert into notice_item (notice_id, clock_id, kind, level, at, complaint_id)
     select $1, * from unnest($2::uuid[], $3::text[], $4::integer[], $5::timestamptz[], $6::uuid[])`,
    [
      noticeId,
      rows.map(({ clock_id }) => clock_id),
      rows.map(({ kind }) => kind),
      rows.map(({ level }) => level),
      rows.map(({ at }) => at.toISOString()),
      rows.map(({ complaint_id }) => complaint_id),
    ],
  );
