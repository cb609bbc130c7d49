import { type Person } from '@satupintu/domain';
import { defaultLimit, pageOf } from '@satupintu/service';
import { type Static } from '@sinclair/typebox';
import { type Officers } from './officers.provider';
import { firstKey, keyOf, parseKey, readWaiting } from './read-waiting';
import { type TriageQuery } from './shapes';
import { type Beside, shownWaiting } from './shown';

type Kind = Parameters<typeof readWaiting>[1]['kind'];

/** One page of what waits for the person's decision, oldest first. @throws Problem 403 outside of the scope */
export async function waitingPage(
  officers: Officers,
  kind: Kind,
  person: Person,
  { organisation, emergency, limit = defaultLimit, cursor }: Static<typeof TriageQuery>,
  beside?: Beside,
) {
  const owners = officers.ownersFor(person, organisation);
  const after = cursor === undefined ? firstKey : parseKey(cursor);
  const rows = await readWaiting(officers.deps.pool, { kind, owners, emergency }, after, limit + 1);
  const page = pageOf(rows, limit, (row) => row, keyOf);
  return { items: await shownWaiting(page.items, officers.deps, beside), next: page.next };
}
