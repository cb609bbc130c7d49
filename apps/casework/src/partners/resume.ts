import { type Deps } from '@satupintu/service';
import { Desk } from '../desk/desk.provider';
import { Updates } from './updates.provider';

/** Goes on with updates that were kept when the process before this one ended. */
export async function resumeUpdates(deps: Deps): Promise<void> {
  const { rows } = await deps.pool.query<{ partner: string }>(
    `select distinct partner from partner_update where state = 'waiting'`,
  );
  const updates = new Updates(new Desk(deps));
  for (const { partner } of rows) await updates.resume(partner);
}
