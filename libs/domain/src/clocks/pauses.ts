import { type SlaRule } from '@satupintu/events';
import { type Case, type Clock, isOpen } from '../life/case';
import { type Pause } from './due';
import { later } from './local-time';
import { type ClockRefs, pauseEndFor, ruleOf, type Run } from './refs';

/** What a clock's record still lacks of the reporter's waiting times: the next stop or the next run. */
export type PauseStep =
  | { readonly kind: 'pause'; readonly from: string; readonly until: string | null | undefined }
  | ({ readonly kind: 'resume' } & FinishedPause);

/** A pause that is over, because the reporter was waited for or because the rule's cap is used up. */
export interface FinishedPause extends Pause {
  readonly why: 'reporter-waited-for' | 'pause-cap';
}

interface Wait {
  readonly from: string;
  readonly to: string | undefined;
}

/** Stretches in which the reporter was asked, from the clock's start on. */
function waits(state: Case, clock: Clock): Wait[] {
  return state.questions.map(({ startedAt, endedAt }) => ({
    from: later(startedAt, clock.startedAt),
    to: endedAt,
  }));
}

/** The first wait that the pauses so far leave out. One that ended where it began, or before the start, is none. */
function nextWait(all: readonly Wait[], last: Clock['pauses'][number] | undefined): Wait | undefined {
  const isEmpty = last !== undefined && last.to === last.from;
  return all
    .filter(({ from, to }) => to === undefined || to > from)
    .find(({ from }) => !last || from > last.from || (isEmpty && from === last.from));
}

/** A pause counts from before the limit is reached; the instants decide, not when the facts came into the log. */
const inTime = (clock: Clock, from: string) => clock.dueAt === null || from <= clock.dueAt;
const canPause = (clock: Clock) =>
  clock.stoppedAt === undefined && (clock.state === 'running' || clock.state === 'missed');

/** The open pause ends with the reporter's reply (or its window), or before it when the cap of the rule is used up. */
function endOf({ pausedUntil }: Clock, from: string, ended: string | undefined): PauseStep | undefined {
  if (ended === undefined) return undefined;
  return typeof pausedUntil === 'string' && pausedUntil < ended
    ? { kind: 'resume', from, to: pausedUntil, why: 'pause-cap' }
    : { kind: 'resume', from, to: later(from, ended), why: 'reporter-waited-for' };
}

/** A new pause, unless nothing is left of the cap. */
function beginOf(clock: Clock, rule: SlaRule, from: string, refs: ClockRefs): PauseStep | undefined {
  const until = pauseEndFor(clock.accountable, rule, runOf(clock, rule), from, refs);
  return until === from ? undefined : { kind: 'pause', from, until };
}

/** The end of what began at the same instant: the latest; none while one of it goes on. */
function endOfAll(waits: readonly Wait[]): string | undefined {
  const ends = waits.map(({ to }) => to);
  return ends.includes(undefined) ? undefined : ends.sort().at(-1);
}

/**
 * The next step that brings a clock up to date with the questions asked, or undefined when it is. One step at a time:
 * the next follows when this one is in the log, however much of the life of the case came before the clock's start.
 */
export function nextPauseStep(state: Case, clock: Clock, refs: ClockRefs): PauseStep | undefined {
  if (!(isOpen(clock) || clock.state === 'missed')) return undefined;
  const rule = ruleOf(state, clock, refs);
  const last = clock.pauses.at(-1);
  if (!rule?.pausesForReporter && !last) return undefined;
  const all = waits(state, clock);
  if (clock.state === 'paused' && last)
    return endOf(clock, last.from, endOfAll(all.filter(({ from }) => from === last.from)));
  if (!rule?.pausesForReporter) return undefined;
  const next = nextWait(all, last);
  return next && canPause(clock) && inTime(clock, next.from)
    ? beginOf(clock, rule, next.from, refs)
    : undefined;
}

/** What was given to a clock in all, in a unit; what was given in another one lapsed with the rule that had it. */
export const extendedBy = ({ extensions = [] }: Clock, unit: string): number =>
  extensions.reduce((sum, given) => (given.unit === unit ? sum + given.amount : sum), 0);

/** A clock's run under a rule: its start, its finished pauses, its extensions. */
export const runOf = (clock: Clock, { unit }: Pick<SlaRule, 'unit'>): Required<Run> => ({
  start: clock.startedAt,
  pauses: finishedPauses(clock),
  extendedBy: extendedBy(clock, unit),
});

/** The pauses that are over. */
export const finishedPauses = ({ pauses }: Clock): Pause[] =>
  pauses.flatMap(({ from, to }) => (to === undefined ? [] : [{ from, to }]));
