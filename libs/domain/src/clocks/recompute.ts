import { type ComplaintFact, type Data, fact } from '@satupintu/events';
import { type Case, type Clock, isOpen, isOverdue } from '../life/case';
import { byRule } from './fire';
import { stepsToCome } from './ladder';
import { finishedPauses } from './pauses';
import { type ClockRefs, dueFor, ruleOf, versionsOf } from './refs';

type Moved = Data<'DueTimesMoved'>;

/** The due time of an open clock under the versions given: limit of its kind and the case's class, its own pauses. */
export function dueNow(state: Case, clock: Clock, refs: ClockRefs): string | null {
  const rule = ruleOf(state, clock, refs);
  if (!rule) return clock.dueAt;
  return dueFor(clock.accountable, rule, { start: clock.startedAt, pauses: finishedPauses(clock) }, refs);
}

function movedClock(state: Case, clock: Clock, refs: ClockRefs): Moved['clocks'] {
  if (!isOpen(clock)) return [];
  const dueAt = dueNow(state, clock, refs);
  return dueAt === clock.dueAt ? [] : [{ clockId: clock.clockId, dueAt, was: clock.dueAt }];
}

/** A miss keeps its instant; the steps still to come move. */
function movedSteps(clock: Clock, refs: ClockRefs): Moved['steps'] {
  if (!isOverdue(clock) || clock.ladder.length === 0) return [];
  const { clockId } = clock;
  return stepsToCome(clock, refs).flatMap(({ level, at }) => {
    const planned = clock.ladder.find((step) => step.level === level);
    return !planned || planned.at === at ? [] : [{ clockId, level, at, was: planned.at }];
  });
}

export interface Occasion {
  readonly at: string;
  readonly why: string;
  /** tells occasions for one case and version apart */
  readonly key?: string;
  readonly cause?: string;
  /** only these clocks; all unless given */
  readonly only?: (clock: Clock) => boolean;
}

/**
 * What new versions of calendar and policy (or another class) make of a case: one fact that names each due time that
 * moved, or undefined where none did. Closed clocks and misses keep theirs.
 */
export function recompute(state: Case, refs: ClockRefs, occasion: Occasion): ComplaintFact | undefined {
  const { at, why, key = 'all', cause, only = () => true } = occasion;
  const concerned = Object.values(state.clocks).filter(only);
  const clocks = concerned.flatMap((clock) => movedClock(state, clock, refs));
  const steps = concerned.flatMap((clock) => movedSteps(clock, refs));
  if (clocks.length === 0 && steps.length === 0) return undefined;
  const versions = versionsOf(refs);
  const name = `moved:${state.complaintId}:${versions.calendarVersion}:${versions.policyVersion}:${key}`;
  const about = { subject: state.complaintId, at, by: byRule, cause };
  return fact('DueTimesMoved', name, about, { clocks, steps, why, ...versions });
}
