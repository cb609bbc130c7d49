import { type Case, type Disposition, isActive, isRestricted } from '@satupintu/domain';
import { partsOf } from '../parties';
import { type Kind } from './update-shapes';

/** The parts that a body had or has in a case; of one that owns it also those that ended with the case. */
const ownParts = (state: Case, organisation: string): Disposition[] =>
  Object.values(state.dispositions).filter(
    (part) =>
      part.organisation === organisation &&
      (part.status !== 'withdrawn' || state.owner.organisation === organisation),
  );

/**
 * Whether a partner may know of a case: one that it filed, or that its body has or had a part in. Confidential cases
 * and those against officials are for persons, not for apps: to those they do not exist.
 */
export const knows = (organisation: string, state: Case): boolean =>
  !isRestricted(state) && (state.filedBy === organisation || ownParts(state, organisation).length > 0);

/** Whether a partner may act on a case for its body. */
export const actsOn = (organisation: string, state: Case): boolean =>
  !isRestricted(state) && ownParts(state, organisation).length > 0;

/** Whether the case is its business still: it filed it, or its body takes part. */
export const concerns = (organisation: string, state: Case): boolean =>
  knows(organisation, state) &&
  (state.filedBy === organisation || partsOf(state).some((part) => part.organisation === organisation));

const answersOffer: ReadonlySet<Kind> = new Set<Kind>(['take_lead', 'refuse_lead']);

/**
 * The part that an update is about where it names none: the one to which the lead was offered where it is about that;
 * else the lead, an open one, or the last that there was.
 */
export function partMeant(
  state: Case,
  organisation: string,
  { kind, dispositionId }: { readonly kind?: Kind; readonly dispositionId?: string } = {},
): Disposition | undefined {
  const parts = ownParts(state, organisation);
  const offered = parts.find((part) => part.dispositionId === state.leadOffer?.to);
  if (dispositionId !== undefined) return parts.find((part) => part.dispositionId === dispositionId);
  if (offered && kind && answersOffer.has(kind)) return offered;
  return parts.find((part) => part.dispositionId === state.lead) ?? parts.find(isActive) ?? parts.at(-1);
}
