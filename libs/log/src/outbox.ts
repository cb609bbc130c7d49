import { COMPLAINTS, type Fact, REFERENCE, encode, vocabulary } from '@satupintu/events';
import { type Pool, type PoolClient } from 'pg';
import { type Outgoing } from './port';

const topics = { complaints: COMPLAINTS, reference: REFERENCE };

/** A fact as a record of the topic its type belongs to. @throws UndecodableFact where its data does not fit */
export const recordOf = (fact: Fact): Outgoing => ({
  topic: topics[vocabulary[fact.type].topic],
  key: fact.subject,
  value: encode(fact),
});

/**
 * What a service has decided to say but has not said yet. Written in the transaction that decides, appended to the
 * log afterwards by the relay: at least once, and in order for each key, as long as one transaction after another
 * writes for a key (a partition's loop, or the acceptance of a new complaint).
 */
export const Outbox = {
  /** Adds records within the caller's transaction. Kick the relay after the commit. */
  async add(client: PoolClient, records: readonly Outgoing[]): Promise<void> {
    if (records.length === 0) return;
    await client.query({
      name: 'outbox-add',
      text: `
        insert into outbox (topic, key, value)
        select r->>'topic', r->>'key', r->>'value' from json_array_elements($1::json) with ordinality as j (r, n) order by n`,
      values: [JSON.stringify(records)],
    });
  },

  /** How much is still to be said. */
  async pending(pool: Pool): Promise<number> {
    const { rows } = await pool.query<{ pending: string }>('select count(*) as pending from outbox');
    return Number(rows[0]?.pending ?? 0);
  },
};
