import { type ComplaintFactType, type FactOf, type Owner } from '@satupintu/events';
import { type Case, type Disposition } from './case';
import { type VoidCode } from './verdict';

/** What one type of fact does to a case that its life-cycle row admits: the next state, or why it means nothing. */
export type Rule<T extends ComplaintFactType> = (state: Case, fact: FactOf<T>) => Case | VoidCode;
export type Rules<T extends ComplaintFactType> = { readonly [K in T]: Rule<K> };

/** Members set to undefined are left out, so that states compare and serialise alike. */
export function compact<T extends object>(value: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

export const ownerOf = (of: { organisation: string; unit?: string | undefined }): Owner =>
  of.unit === undefined
    ? { organisation: of.organisation }
    : { organisation: of.organisation, unit: of.unit };

export function withDisposition(state: Case, disposition: Disposition): Case {
  return { ...state, dispositions: { ...state.dispositions, [disposition.dispositionId]: disposition } };
}

/** The lead is no longer offered to a part that cannot take it any more. */
export function withoutOffer(state: Case, to: string): Case {
  if (state.leadOffer?.to !== to) return state;
  const { leadOffer: _lapsed, ...rest } = state;
  return rest;
}

/** Changes the last element of a list. */
export function changeLast<E>(list: readonly E[], change: (last: E) => E): readonly E[] {
  const last = list.at(-1);
  return last === undefined ? list : [...list.slice(0, -1), change(last)];
}

/** Ends the stretch that is still open, if one is. */
export function endLast<E extends { endedAt?: string }>(list: readonly E[], at: string): readonly E[] {
  return changeLast(list, (last) => (last.endedAt === undefined ? { ...last, endedAt: at } : last));
}
