import {
  type Case,
  type Disposition,
  mayHandle,
  maySeeBetween,
  type Person,
  type Tree,
} from '@satupintu/domain';
import { type Vault } from '@satupintu/vault';

/** Members of a standing that say what goes on between the bodies. */
const between = ['contributions', 'refusedContributions', 'proposedContributors', 'leadOffer'] as const;

export function withoutBetween<T extends object>(standing: T): T {
  const left = Object.entries(standing).filter(([name]) => !(between as readonly string[]).includes(name));
  return Object.fromEntries(left) as T;
}

interface Asked {
  readonly complaintId: string;
  readonly part: Disposition & { readonly task: string };
}

/** The tasks that a person may read among some parts, opened; null: erased. */
export async function tasksOf(
  vault: Vault,
  parts: readonly { readonly state: Case; readonly part: Disposition }[],
  person: Person,
  tree: Tree,
): Promise<Map<string, string | null>> {
  const asked = parts.flatMap(({ state, part }): Asked[] => {
    const { task } = part;
    const may = task !== undefined && (mayHandle(person, part) || maySeeBetween(person, state, tree));
    return may ? [{ complaintId: state.complaintId, part: { ...part, task } }] : [];
  });
  if (asked.length === 0) return new Map();
  const opened = await vault.open(
    asked.map(({ complaintId, part }) => ({ complaintId, sealed: part.task, purpose: 'handling' })),
  );
  return new Map(
    asked.map(({ part }, n) => [
      part.dispositionId,
      (opened[n] as { text?: string } | undefined)?.text ?? null,
    ]),
  );
}
