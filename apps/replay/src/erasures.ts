import { COMPLAINTS, decode } from '@satupintu/events';
import { type Log } from '@satupintu/log';
import { KeyWriter, type MasterKey } from '@satupintu/vault';
import { type Pool, type PoolClient } from 'pg';

interface Erasure {
  readonly complaintId: string;
  readonly scope: 'identity' | 'all';
}

async function erasuresOn(log: Log): Promise<Erasure[]> {
  const found: Erasure[] = [];
  for await (const { records } of log.read(COMPLAINTS)) {
    for (const { value } of records) {
      if (!value.includes('"id.satupintu.person-erased"')) continue;
      const fact = decode(value);
      if (fact.type === 'PersonErased') found.push({ complaintId: fact.subject, scope: fact.data.scope });
    }
  }
  return found;
}

/**
 * Destroys once more every key that an erasure on the log has destroyed. A backup of the vault may be older than an
 * erasure; a person who has left stays away, so this runs after a restore, before anything serves.
 * @returns how many erasures the log holds
 */
export async function repeatErasures(log: Log, owner: Pool, master: MasterKey): Promise<number> {
  const writer = new KeyWriter(master);
  const erasures = await erasuresOn(log);
  const client: PoolClient = await owner.connect();
  try {
    await client.query('begin');
    for (const { complaintId, scope } of erasures) await writer.destroyKeys(client, complaintId, scope);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
  return erasures.length;
}
