import { type ComplaintFact, type ComplaintFactType, type Fact, isComplaintFact } from '@satupintu/events';
import { type Case, isFinal } from './case';
import { keepHeld } from './held';
import { lifeCycle } from './life-cycle';
import { type Rule, type Rules } from './rule';
import { caseworkRules } from './rules-casework';
import { clockRules } from './rules-clocks';
import { filed } from './rules-filing';
import { mergeRules } from './rules-merge';
import { noticeRules } from './rules-notices';
import { oversightRules } from './rules-oversight';
import { partRules } from './rules-parts';
import { annulSilence, reporterRules } from './rules-reporter';
import { routerRules } from './rules-router';
import { settleClocks } from './settle-clocks';
import { applied, type Evolved, voided, type VoidCode } from './verdict';

const rules: Rules<Exclude<ComplaintFactType, 'ComplaintFiled'>> = {
  ...routerRules,
  ...caseworkRules,
  ...partRules,
  ...mergeRules,
  ...reporterRules,
  ...clockRules,
  ...noticeRules,
  ...oversightRules,
};

/** Facts that record what happened to clocks and messages; nobody acts with them on the case. */
const keepsBooks = new Set<ComplaintFactType>([
  'ClockStarted',
  'ClockPaused',
  'ClockResumed',
  'ClockStopped',
  'DueTimesMoved',
  'ClockExtended',
  'DeadlineMissed',
  'MissAnnulled',
  'CaseEscalated',
  'ReminderDue',
  'NoticeSent',
  'NoticeFailed',
  'ReporterNotified',
  'NotificationDelivered',
  'NotificationFailed',
  'IdentityRequested',
  'IdentityViewed',
  'AnchorPublished',
]);

const fromReporter = new Set<ComplaintFactType>([
  'ReporterReplied',
  'ReporterConfirmed',
  'ReporterDisputed',
  'ReporterWithdrew',
]);

/**
 * What a fact changes. Total: a fact that no longer fits (or never did) is void, changes nothing and says why. The
 * same fact twice is the caller’s to know: the loop keeps the ids it has seen.
 */
export function evolve(state: Case | undefined, fact: Fact): Evolved {
  if (!isComplaintFact(fact)) return { state, verdict: voided('not-filed') };
  if (fact.type === 'ComplaintFiled') {
    return state ? { state, verdict: voided('already-filed') } : { state: filed(fact), verdict: applied };
  }
  if (!state) return { state, verdict: voided('not-filed') };
  const next = changed(state, fact);
  return typeof next === 'string'
    ? { state, verdict: voided(next) }
    : { state: keepLast(keepHeld(settleClocks(next), fact.at), fact), verdict: applied };
}

/** Whether a fact would mean something now: the verdict of `evolve`, for those who only want to know that. */
export const wouldApply = (state: Case, fact: ComplaintFact): boolean =>
  fact.type !== 'ComplaintFiled' && typeof changed(state, fact) !== 'string';

/** What the row and the rule of a fact make of a case. */
function changed(state: Case, fact: ComplaintFact & { type: keyof typeof rules }): Case | VoidCode {
  const current = fromReporter.has(fact.type) ? annulSilence(state, fact.at) : state;
  if (!lifeCycle[fact.type].from.includes(current.status))
    return isFinal(current) ? 'case-final' : 'wrong-status';
  // The table of rules is keyed by the fact’s own type; TypeScript cannot follow that through a union.
  const rule = rules[fact.type] as Rule<typeof fact.type>;
  return rule(current, fact);
}

/** What somebody did last, so that whoever comes second is told who was faster, with what and when. */
const keepLast = (state: Case, { type, at, by }: ComplaintFact): Case =>
  keepsBooks.has(type) ? state : { ...state, last: { fact: type, at, by } };

/**
 * How services fold the facts of complaints. Raise `version` with every change after which the same facts come to
 * other states, or to states of another shape: services then make the states that they keep again from the log,
 * before they go on.
 */
export const caseFold = { version: 2, evolve } as const;
