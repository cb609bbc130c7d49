import { type Actor, type ComplaintFact, fact, type LimitUnit, type SlaRule } from '@satupintu/events';
import { type Case, type Clock } from '../life/case';
import { type FinishedPause, type PauseStep, runOf } from './pauses';
import { type ClockRefs, dueFor, remindersFor, ruleOf, type RunRule, versionsOf } from './refs';
import { revisionOf } from './revision';

export const byRule: Actor = { role: 'rule' };

/** The envelope of a fact that follows by rule. */
export interface RuleAbout {
  readonly subject: string;
  readonly at: string;
  readonly by: Actor;
  readonly cause?: string;
}

const limitUnit = (unit: string): LimitUnit =>
  unit === 'working_hours' || unit === 'calendar_days' ? unit : 'working_days';

/** A clock runs on after a pause, with the due time that the pause gave it and the reminders before that. */
export function resume(
  state: Case,
  clock: Clock,
  { end: why, from, to }: FinishedPause,
  about: RuleAbout,
  refs: ClockRefs,
): ComplaintFact {
  const { clockId, accountable, limit, unit } = clock;
  const [paused] = clock.pauses.slice(-1);
  const pause = paused?.why === undefined ? { from, to } : { from, to, why: paused.why };
  const rule: RunRule & Pick<SlaRule, 'reminders'> = ruleOf(state, clock, refs) ?? {
    limit,
    unit: limitUnit(unit),
  };
  const run = runOf(clock, rule);
  const dueAt = dueFor(accountable, rule, { ...run, pauses: [...run.pauses, pause] }, refs);
  const reminders = remindersFor(clock, rule, dueAt, to, refs);
  const pausedFor = clock.pausedFor + (Date.parse(pause.to) - Date.parse(pause.from)) / 1000;
  const resumed = { clockId, dueAt, pausedFor, ...(reminders.length > 0 && { reminders }) };
  const data = { resumedAt: pause.to, why, clocks: [resumed], ...versionsOf(refs) };
  return fact('ClockResumed', `resume:${clockId}:${from}:${revisionOf(clock)}`, about, data);
}

/** What a clock's record lacks of the times in which it stands still, as a fact. */
export function recordPause(
  state: Case,
  clock: Clock,
  step: PauseStep,
  about: RuleAbout,
  refs: ClockRefs,
): ComplaintFact {
  const { clockId } = clock;
  if (step.kind === 'resume') return resume(state, clock, step, about, refs);
  const { from: pausedAt, until, why } = step;
  const cap = until === undefined ? {} : { until, ...versionsOf(refs) };
  const data = { clockIds: [clockId], pausedAt, why, ...cap };
  return fact('ClockPaused', `pause:${clockId}:${pausedAt}:${revisionOf(clock)}`, about, data);
}
