import { type ComplaintFact, fact, type SlaRule } from '@satupintu/events';
import { type Case, type Clock, type LadderStepPlan } from '../life/case';
import { isPutOff, ladderPlan } from './ladder';
import { later } from './local-time';
import { nextPauseStep } from './pauses';
import { recompute } from './recompute';
import { type ClockRefs, dueFor, remindersFor, ruleOf, versionsOf, zoneFor } from './refs';
import { revisionOf } from './revision';
import { byRule, recordPause, resume, type RuleAbout } from './resume';
import { dueTimers, isSameTimer, type Timer } from './timers';
import { nextReview } from './wanted';

/** `at`: domain time at which the facts are recorded; the true due instants are inside them. */
export interface FireContext extends ClockRefs {
  readonly at: string;
}

interface Firing {
  readonly state: Case;
  readonly clock: Clock;
  readonly due: string;
  readonly ctx: FireContext;
  readonly about: RuleAbout;
}

/** Why a step is taken, in words for clerks. */
export const reasonOf = ({ kind, rule, limit, unit }: Clock, level: number) =>
  `${kind} overdue (rule ${rule}, ${limit} ${unit.replace('_', ' ')}), step ${level}`;

function escalate({ clock, due, ctx, about }: Firing, step: LadderStepPlan): ComplaintFact {
  const { clockId, kind } = clock;
  const missedAt = clock.missedAt ?? clock.dueAt ?? due;
  return fact('CaseEscalated', `step:${clockId}:${missedAt}:${step.level}:${revisionOf(clock)}`, about, {
    clockId,
    kind,
    level: step.level,
    to: step.to,
    reason: reasonOf(clock, step.level),
    dueAt: missedAt,
    escalatedAt: step.at ?? due,
    ...versionsOf(ctx),
  });
}

function remind({ clock, due: remindedAt, ctx, about }: Firing, dueAt = remindedAt): ComplaintFact {
  const { clockId, accountable: to, round } = clock;
  const data = { clockId, to, dueAt, remindedAt, ...versionsOf(ctx), round };
  return fact('ReminderDue', `reminder:${clockId}:${remindedAt}:${revisionOf(clock)}`, about, data);
}

/** Ahead of the due instant; once for each instant, however often the due time moves. */
function remindBefore(firing: Firing): ComplaintFact[] {
  const { state, dueAt } = firing.clock;
  if (state === 'missed') return [remind(firing)];
  return dueAt === null ? [] : [remind(firing, dueAt)];
}

/** The cap of the rule is used up: the clock runs on, though the reporter has not answered. */
function runOn({ state, clock, due: to, ctx, about }: Firing): ComplaintFact[] {
  const from = clock.pauses.at(-1)?.from;
  return from === undefined ? [] : [resume(state, clock, { from, to, end: 'pause-cap' }, about, ctx)];
}

/** The breach is itself the first step of the ladder; a clock that does not climb reminds. */
function miss(firing: Firing): ComplaintFact[] {
  const { state, clock, due, ctx, about } = firing;
  const ladder = ladderPlan(state, clock, due, ctx);
  const data = { clockId: clock.clockId, missedAt: due, ladder, ...versionsOf(ctx) };
  const missed = fact('DeadlineMissed', `miss:${clock.clockId}:${due}:${revisionOf(clock)}`, about, data);
  if (clock.stoppedAt !== undefined && clock.stoppedAt <= due) return [missed];
  const first = ladder.find(({ level, at }) => level === 1 && at === due);
  if (first) return [missed, escalate(firing, first)];
  return clock.stoppedAt === undefined && !clock.climbs ? [missed, remind(firing)] : [missed];
}

function elapse({ state, clock, due, about }: Firing): ComplaintFact[] {
  const { clockId, kind, round } = clock;
  const name = `window:${clockId}:${due}:${revisionOf(clock)}`;
  if (kind === 'reporter_reply_window') {
    return [fact('ReplyWindowElapsed', name, about, { clockId, elapsedAt: due })];
  }
  const questionId = state.questions[round]?.questionId;
  if (questionId === undefined) return [];
  return [
    fact('InformationWindowElapsed', name, about, {
      clockId,
      questionId,
      elapsedAt: due,
    }),
  ];
}

/**
 * A review reminds, and the next one starts where it ended. The start comes first: were the process to die between
 * the two, the timer of a review that has not reminded comes again.
 */
function review(firing: Firing): ComplaintFact[] {
  const { state, clock, due, ctx, about } = firing;
  const reminder = remind(firing);
  const round = clock.round + 1;
  const rule = ruleOf(state, { ...clock, round, startedAt: due }, ctx);
  if (!rule || clock.dispositionId === undefined) return [reminder];
  const { dispositionId, accountable, kind } = clock;
  const clockId = nextReview(clock.clockId);
  const next = startOf({ clockId, kind, round, dispositionId, accountable, startedAt: due }, rule, due, ctx);
  return [fact('ClockStarted', clockId, { ...about, cause: reminder.id }, next), reminder];
}

/**
 * The data of a start: everything that the due time follows from, and the reminders before it.
 *
 * @param after instant of what started it: a reminder before that is not given
 */
export function startOf(
  wanted: Pick<Clock, 'clockId' | 'kind' | 'round' | 'accountable' | 'startedAt'> & {
    readonly dispositionId?: string;
  },
  rule: SlaRule,
  after: string,
  refs: ClockRefs,
) {
  const { key, limit, unit, climbs } = rule;
  const { accountable, startedAt } = wanted;
  const dueAt = dueFor(accountable, rule, { start: startedAt, pauses: [] }, refs);
  const reminders = remindersFor({ accountable }, rule, dueAt, later(after, startedAt), refs);
  return {
    ...wanted,
    dueAt,
    rule: key,
    limit,
    unit,
    timeZone: zoneFor(refs, accountable),
    climbs,
    ...(reminders.length > 0 && { reminders }),
    ...versionsOf(refs),
  };
}

function stepDue(firing: Firing, level: number): ComplaintFact[] {
  const { state, clock, ctx } = firing;
  const step = clock.ladder.find((each) => each.level === level);
  if (!step) return [];
  if (!isPutOff(state, step, ctx)) return [escalate(firing, step)];
  const moved = recompute(state, ctx, { at: ctx.at, why: 'unmerged' });
  return moved ? [moved] : [];
}

/**
 * What a timer that has come does, as facts with derived ids: firing it twice says the same thing twice. Nothing where
 * the case moved on meanwhile. Where a pause that began in time is not recorded yet (a policy may have brought pauses
 * since the question was asked), or steps are not put off yet by a merge, that is what it says.
 */
export function fire(state: Case, timer: Timer, ctx: FireContext): ComplaintFact[] {
  const clock = state.clocks[timer.clockId];
  const isDue = dueTimers(state).some((due) => isSameTimer(due, timer));
  if (!clock || !isDue) return [];
  const about = { subject: state.complaintId, at: ctx.at, by: byRule };
  const pause = nextPauseStep(state, clock, ctx);
  if (pause) return [recordPause(state, clock, pause, about, ctx)];
  const firing: Firing = { state, clock, due: timer.at, ctx, about };
  switch (timer.kind) {
    case 'miss':
      return miss(firing);
    case 'step':
      return stepDue(firing, timer.level);
    case 'window':
      return elapse(firing);
    case 'review':
      return review(firing);
    case 'reminder':
      return remindBefore(firing);
    case 'pause-cap':
      return runOn(firing);
  }
}
