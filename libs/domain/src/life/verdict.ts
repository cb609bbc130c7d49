import { type Case } from './case';

/** Why a fact changes nothing. Codes are stable: they are the `code` of a 409. */
export type VoidCode =
  | 'not-filed'
  | 'already-filed'
  | 'case-final'
  | 'wrong-status'
  | 'not-offered'
  | 'not-accepted'
  | 'already-accepted'
  | 'already-declined'
  | 'already-answered'
  | 'already-assigned'
  | 'already-on-case'
  | 'cannot-decline'
  | 'superseded'
  | 'unknown-disposition'
  | 'unknown-clock'
  | 'unknown-merge'
  | 'unknown-examination'
  | 'clock-stopped'
  | 'clock-missed'
  | 'due-time-moved'
  | 'stopped-in-time'
  | 'not-due'
  | 'no-open-question'
  | 'question-open'
  | 'already-merged'
  | 'already-erased'
  | 'reporter-anonymous'
  | 'not-appealable'
  | 'step-out-of-order'
  | 'contribution-open'
  | 'nothing-to-change';

/** What a fact did: changed the state, was there before, or came too late (or too early) to mean anything. */
export type Verdict =
  | { readonly kind: 'applied' }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'void'; readonly code: VoidCode };

export const applied: Verdict = { kind: 'applied' };
export const repeated: Verdict = { kind: 'repeated' };
export const voided = (code: VoidCode): Verdict => ({ kind: 'void', code });

export interface Evolved {
  readonly state: Case | undefined;
  readonly verdict: Verdict;
}

/** A wish that cannot be granted; never an exception. `status` is the HTTP status that it maps to. */
export interface Refusal {
  readonly refused: true;
  readonly status: 403 | 404 | 409 | 422;
  readonly code: string;
  readonly detail: string;
}
export const refuse = (status: Refusal['status'], code: string, detail: string): Refusal => ({
  refused: true,
  status,
  code,
  detail,
});
export const isRefusal = (value: object): value is Refusal => 'refused' in value;
