import { type Actor, type Fact, fact, type FactOf, idOf } from '@satupintu/events';
import { attempt } from './attempt';
import { type Case, type Disposition, isRestricted } from './case';
import { isRefusal } from './verdict';

const rule: Actor = { role: 'rule' };

/** A fact and what it did, as the loop tells it. */
export interface PartCause {
  readonly fact: Fact;
  readonly verdict: { readonly kind: 'applied' | 'repeated' | 'void' };
  readonly after: Case | undefined;
}

/** What a replacement depends on beside the case. */
export interface PartContext {
  /** bodies that take cases here */
  readonly isConnected: (organisation: string) => boolean;
  /** of the routing policy: how often a task may go on by itself */
  readonly hopLimit: number;
}

/** A contribution was declined: who lets the task go on must know the directory and the policy. */
export const isDeclinedContribution = ({ fact: { type, data }, verdict, after }: PartCause): boolean =>
  verdict.kind === 'applied' &&
  type === 'DispositionDeclined' &&
  after?.dispositions[data.dispositionId]?.part === 'contributor';

/** How many bodies were asked before this one, one after the other. */
function chainOf(state: Case, { replaces }: Disposition): number {
  const before = replaces === undefined ? undefined : state.dispositions[replaces];
  return before ? 1 + chainOf(state, before) : 0;
}

/** Whom the decliner names, unless that is for the lead to decide: nobody is sent in circles, nor told what is secret. */
function nextBody(state: Case, declined: Disposition, context: PartContext): string | undefined {
  const { proposed } = declined;
  if (proposed === undefined || isRestricted(state)) return undefined;
  const known = Object.values(state.dispositions).some(({ organisation }) => organisation === proposed);
  if (known || !context.isConnected(proposed)) return undefined;
  return chainOf(state, declined) < context.hopLimit ? proposed : undefined;
}

/**
 * A contributor that is not competent is replaced like a lead: the same task is asked of the body that it names. Where
 * that cannot be, the task is the lead’s again, who sees it among the refused contributions.
 */
export function reactParts(cause: PartCause, context: PartContext): FactOf<'ContributorInvited'>[] {
  const { fact: seen, after: state } = cause;
  if (!state || seen.type !== 'DispositionDeclined' || !isDeclinedContribution(cause)) return [];
  const declined = state.dispositions[seen.data.dispositionId];
  const organisation = declined && nextBody(state, declined, context);
  if (organisation === undefined || declined?.task === undefined) return [];
  const key = `replacement:${declined.dispositionId}`;
  const about = { subject: seen.subject, at: seen.at, by: rule, cause: seen.id };
  const invited = fact('ContributorInvited', key, about, {
    dispositionId: idOf(`contribution:${key}`),
    organisation,
    words: declined.task,
    required: declined.required === true,
    replaces: declined.dispositionId,
  });
  return isRefusal(attempt(state, [invited])) ? [] : [invited];
}
