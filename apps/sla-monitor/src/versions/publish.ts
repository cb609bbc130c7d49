import { actorOf, type DirectoryIndex, type Known, type PolicyFault } from '@satupintu/domain';
import { type Actor, type ReferenceFact } from '@satupintu/events';
import { type Command, type Deps, Problem, unavailable } from '@satupintu/service';
import { alone, locks } from '../firing/locks';
import { monitorOf } from '../firing/monitor';

/** What an amendment may name. */
export const knownTo = (directory: DirectoryIndex): Known => ({
  region: (code) => directory.regionName(code) !== undefined,
  organisation: (code) => directory.organisation(code) !== undefined,
  unit: (code) => directory.unit(code) !== undefined,
});

/** @throws Problem 422 with a pointer to each faulty entry */
export function refuseFaults(code: string, detail: string, faults: readonly PolicyFault[]): void {
  if (faults.length > 0) throw new Problem(422, code, detail, { errors: faults.slice(0, 50) });
}

/** How long a caller waits for the open clocks of a small installation to be moved. */
const patience = 2_000;

/**
 * Publishes a version that amends the one in force on its day, and those that take effect later anew. One at a time,
 * each after all before it were read, so that of two amendments at once the second contains the first.
 *
 * @param decide the amended version first, then the later ones
 */
export async function publish<A extends object>(
  deps: Deps,
  publication: Command,
  decide: (at: string, by: Actor) => readonly ReferenceFact[],
  answer: (fact: ReferenceFact) => A,
) {
  const actor = actorOf(publication.person);
  const published = await alone(deps.pool, locks.publishing, async () => {
    if (!(await deps.reference.catchUp()))
      throw unavailable('not-ready', 'Earlier versions are not read yet.', 1);
    return deps.commands.publish(
      { ...publication, actor, overLatest: true },
      (at) => decide(at, actor),
      ([fact]) => answer(fact as ReferenceFact),
    );
  });
  await monitorOf(deps).swept(patience);
  return published;
}
