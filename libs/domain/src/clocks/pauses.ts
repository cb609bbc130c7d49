import { type Case, type Clock, isOpen } from '../life/case';
import { type Pause } from './due';
import { type ClockRefs, ruleOf } from './refs';

/** What a clock's record still lacks of the reporter's waiting times: the next stop or the next run. */
export type PauseStep =
  | { readonly kind: 'pause'; readonly from: string }
  | { readonly kind: 'resume'; readonly from: string; readonly to: string };

/** Stretches in which the reporter was asked, from the clock's start on. */
function waits(state: Case, clock: Clock) {
  return state.questions
    .map(({ startedAt, endedAt }) => ({
      from: startedAt < clock.startedAt ? clock.startedAt : startedAt,
      to: endedAt,
    }))
    .filter(({ from, to }) => to === undefined || to > from);
}

/** A pause counts from before the limit is reached; the instants decide, not when the facts came into the log. */
const inTime = (clock: Clock, from: string) => clock.dueAt === null || from <= clock.dueAt;
const canPause = (clock: Clock) =>
  clock.stoppedAt === undefined && (clock.state === 'running' || clock.state === 'missed');

/**
 * The next step that brings a clock up to date with the questions asked, or undefined when it is. One step at a time:
 * the next follows when this one is in the log, however much of the life of the case came before the clock's start.
 */
export function nextPauseStep(state: Case, clock: Clock, refs: ClockRefs): PauseStep | undefined {
  if (!(isOpen(clock) || clock.state === 'missed')) return undefined;
  if (!ruleOf(state, clock, refs)?.pausesForReporter && clock.pauses.length === 0) return undefined;
  const last = clock.pauses.at(-1);
  const all = waits(state, clock);
  if (clock.state === 'paused' && last) {
    const ended = all.find(({ from }) => from === last.from)?.to;
    return ended === undefined ? undefined : { kind: 'resume', from: last.from, to: ended };
  }
  if (!ruleOf(state, clock, refs)?.pausesForReporter) return undefined;
  const next = all.find(({ from }) => from > (last?.from ?? ''));
  return next && canPause(clock) && inTime(clock, next.from) ? { kind: 'pause', from: next.from } : undefined;
}

/** The pauses that are over. */
export const finishedPauses = ({ pauses }: Clock): Pause[] =>
  pauses.flatMap(({ from, to }) => (to === undefined ? [] : [{ from, to }]));
