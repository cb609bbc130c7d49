import { type Owner } from '@satupintu/events';
import { closeBox, type MasterKey, openBox } from '@satupintu/vault';
import { type Pool } from 'pg';

/** How somebody is told. */
export type Way =
  | { readonly by: 'email'; readonly email: string }
  | { readonly by: 'webhook'; readonly url: string; readonly secret: string };

export interface Contact {
  readonly to: Owner;
  readonly way: Way;
  /** domain time */
  readonly since: string;
}

interface Row {
  readonly addressee: string;
  readonly organisation: string;
  readonly unit: string | null;
  readonly master_key: string;
  readonly wrapped: Buffer;
  readonly sealed: Buffer;
  readonly since: Date;
}

/** The unit where one is addressed, else the organisation. */
export const addresseeOf = ({ organisation, unit }: Owner): string => unit ?? organisation;
export const ownerFrom = ({ organisation, unit }: { organisation: string; unit: string | null }): Owner =>
  unit === null ? { organisation } : { organisation, unit };

const about = (addressee: string) => `notice-contact|${addressee}`;

/** Whom to tell how. Addresses may be persons' and secrets are secret, so both lie sealed under the master key. */
export class Contacts {
  constructor(
    private readonly pool: Pool,
    private readonly master: MasterKey,
  ) {}

  /** Sets the one way of an addressee, in place of the one before. */
  async put({ to, way, since }: Contact): Promise<void> {
    const addressee = addresseeOf(to);
    const { masterKey, wrapped, sealed } = await closeBox(this.master, about(addressee), JSON.stringify(way));
    await this.pool.query(
      `insert into notice_contact (addressee, organisation, unit, by, master_key, wrapped, sealed, since)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (addressee) do update set by = excluded.by, master_key = excluded.master_key,
         wrapped = excluded.wrapped, sealed = excluded.sealed, since = excluded.since`,
      [addressee, to.organisation, to.unit ?? null, way.by, masterKey, wrapped, sealed, since],
    );
  }

  /** @returns whether there was one */
  async remove(to: Owner): Promise<boolean> {
    const { rowCount } = await this.pool.query('delete from notice_contact where addressee = $1', [
      addresseeOf(to),
    ]);
    return rowCount === 1;
  }

  async of(to: Owner): Promise<Contact | undefined> {
    const { rows } = await this.pool.query<Row>('select * from notice_contact where addressee = $1', [
      addresseeOf(to),
    ]);
    return rows[0] && this.open(rows[0]);
  }

  /** A page in the order of addressees; of one organisation where one is given. */
  async page(organisation: string | undefined, after: string, limit: number): Promise<Contact[]> {
    const { rows } = await this.pool.query<Row>(
      `select * from notice_contact where ($1::text is null or organisation = $1) and addressee > $2
       order by addressee limit $3`,
      [organisation, after, limit],
    );
    return Promise.all(rows.map((row) => this.open(row)));
  }

  /** Wraps anew what an older master key wraps; done at each start, which follows the making of a new key. */
  async rewrap(): Promise<void> {
    const { current } = this.master;
    const { rows } = await this.pool.query<Row>('select * from notice_contact where master_key <> $1', [
      current,
    ]);
    for (const row of rows) {
      const { masterKey, wrapped } = await this.master.wrap(
        await this.master.unwrap(row.wrapped, row.master_key),
      );
      await this.pool.query(
        'update notice_contact set master_key = $2, wrapped = $3 where addressee = $1 and wrapped = $4',
        [row.addressee, masterKey, wrapped, row.wrapped],
      );
    }
  }

  private async open(row: Row): Promise<Contact> {
    const { wrapped, sealed, master_key: masterKey } = row;
    const way = JSON.parse(
      await openBox(this.master, about(row.addressee), { masterKey, wrapped, sealed }),
    ) as Way;
    return { to: ownerFrom(row), way, since: row.since.toISOString() };
  }
}
