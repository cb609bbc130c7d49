import { type ComplaintFact, type Data, fact, type SlaRule } from '@satupintu/events';
import { type Case, type Clock, isOpen, isOverdue } from '../life/case';
import { stepsToCome } from './ladder';
import { later } from './local-time';
import { runOf } from './pauses';
import { type ClockRefs, dueFor, pauseEndFor, remindersFor, ruleOf, versionsOf } from './refs';
import { byRule } from './resume';
import { takesEffectAt } from './versions';
import { revisionOf } from './revision';

type Moved = Data<'DueTimesMoved'>;

type MovedClock = Moved['clocks'][number];

/** Rule and limit, where they are not those that the clock shows. */
const newRule = (clock: Clock, { key: rule, limit, unit, climbs }: SlaRule): Partial<MovedClock> =>
  rule === clock.rule && limit === clock.limit && unit === clock.unit && climbs === clock.climbs
    ? {}
    : { rule, limit, unit, climbs };

/** The reminders of a running clock, where those to come are not the planned ones. */
function newReminders(clock: Clock, rule: SlaRule, due: string | null, after: string, refs: ClockRefs) {
  if (clock.state !== 'running') return {};
  const reminders = remindersFor(clock, rule, due, later(after, clock.startedAt), refs);
  const planned = (clock.reminders ?? []).filter((at) => at > after);
  return planned.join() === reminders.join() ? {} : { reminders };
}

/** When the pause of a paused clock ends by itself, where that is not what it was. */
function newUntil(clock: Clock, rule: SlaRule, refs: ClockRefs): Partial<MovedClock> {
  const { from, why } = clock.pauses.at(-1) ?? {};
  if (clock.state !== 'paused' || from === undefined || why === 'merged') return {};
  const until = pauseEndFor(clock.accountable, rule, runOf(clock, rule), from, refs) ?? null;
  return until === (clock.pausedUntil ?? null) ? {} : { until };
}

/** From when the versions that a clock was not computed with are in force; undefined where it was with both. */
function newerSince(clock: Clock, { calendar, policy }: ClockRefs): string | undefined {
  const newer = [
    ...(clock.calendarVersion === calendar.version ? [] : [calendar]),
    ...(clock.policyVersion === policy.version ? [] : [policy]),
  ];
  return newer.map(takesEffectAt).sort()[0];
}

/** What was due before the reason to move it was there is missed, though its miss may not be recorded yet. */
const wasDue = ({ state, dueAt }: Clock, since: string | undefined) =>
  state === 'running' && dueAt !== null && since !== undefined && dueAt <= since;

function movedClock(state: Case, clock: Clock, refs: ClockRefs, occasion: Occasion): Moved['clocks'] {
  const { at, since = newerSince(clock, refs) } = occasion;
  const rule = isOpen(clock) && !wasDue(clock, since) ? ruleOf(state, clock, refs) : undefined;
  if (!rule) return [];
  const { clockId, dueAt: was } = clock;
  const dueAt = dueFor(clock.accountable, rule, runOf(clock, rule), refs);
  const changed = {
    ...newRule(clock, rule),
    ...newReminders(clock, rule, dueAt, at, refs),
    ...newUntil(clock, rule, refs),
  };
  return dueAt === was && Object.keys(changed).length === 0 ? [] : [{ clockId, dueAt, was, ...changed }];
}

/** It was stopped while word was on its way that a merge had put steps off which would have come before. */
const isStoppedBehind = ({ ladder, escalationLevel, stoppedAt }: Clock, { why }: Occasion): boolean =>
  why === 'unmerged' &&
  stoppedAt !== undefined &&
  ladder.some(({ level, at }) => level > escalationLevel && at !== null && at < stoppedAt);

/** A miss keeps its instant; the steps still to come move. */
function movedSteps(state: Case, clock: Clock, refs: ClockRefs, occasion: Occasion): Moved['steps'] {
  if (clock.ladder.length === 0 || !(isOverdue(clock) || isStoppedBehind(clock, occasion))) return [];
  const { clockId } = clock;
  const { since = newerSince(clock, refs) } = occasion;
  return stepsToCome(state, clock, refs, since).flatMap(({ level, at }) => {
    const planned = clock.ladder.find((step) => step.level === level);
    return !planned || planned.at === at ? [] : [{ clockId, level, at, was: planned.at }];
  });
}

const revisionIn = (clocks: Case['clocks'], clockId: string) => {
  const clock = clocks[clockId];
  return clock ? revisionOf(clock) : 0;
};

/**
 * Tells apart what is moved: two who move the same say the same, but what a process with other versions moved back
 * in between is moved once more, under another name.
 */
const nameOf = ({ clocks: known }: Case, clocks: Moved['clocks'], steps: Moved['steps']): string =>
  [
    ...clocks.map(({ clockId, was, dueAt }) => [clockId, revisionIn(known, clockId), was, dueAt].join()),
    ...steps.map(({ clockId, level, was, at }) => [clockId, level, was, at].join()),
  ].join(';');

export interface Occasion {
  readonly at: string;
  readonly why: string;
  /** tells occasions for one case and version apart */
  readonly key?: string;
  readonly cause?: string;
  /** from when the reason holds; else from when the versions that are new to a clock are in force */
  readonly since?: string;
}

/**
 * What new versions of calendar and policy (or another class) make of a case: one fact that names each due time that
 * moved (or whose reminders, or rule), or undefined where none did. Closed clocks and misses keep theirs.
 */
export function recompute(state: Case, refs: ClockRefs, occasion: Occasion): ComplaintFact | undefined {
  const { at, why, key = 'all', cause } = occasion;
  const all = Object.values(state.clocks);
  const clocks = all.flatMap((clock) => movedClock(state, clock, refs, occasion));
  const steps = all.flatMap((clock) => movedSteps(state, clock, refs, occasion));
  if (clocks.length === 0 && steps.length === 0) return undefined;
  const versions = versionsOf(refs);
  const name = `moved:${state.complaintId}:${versions.calendarVersion}:${versions.policyVersion}:${key}:${nameOf(state, clocks, steps)}`;
  const about = { subject: state.complaintId, at, by: byRule, cause };
  return fact('DueTimesMoved', name, about, { clocks, steps, why, ...versions });
}
