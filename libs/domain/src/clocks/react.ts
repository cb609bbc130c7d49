import { type ComplaintFact, type Fact, fact, type LimitUnit } from '@satupintu/events';
import { type Case, type Clock, isOpen } from '../life/case';
import { byRule, startOf } from './fire';
import { standardKinds } from './kinds';
import { finishedPauses, nextPauseStep } from './pauses';
import { recompute } from './recompute';
import { type ClockRefs, dueFor, ruleOf, versionsOf } from './refs';
import { type WantedClock, wantedClocks } from './wanted';

/** A fact and what it did, as the loop tells it. */
export interface ClockCause {
  readonly fact: Fact;
  readonly verdict: { readonly kind: 'applied' | 'repeated' | 'void' };
  readonly before: Case | undefined;
  readonly after: Case | undefined;
}

interface Reaction {
  readonly cause: Fact;
  readonly before: Case | undefined;
  readonly after: Case;
  readonly refs: ClockRefs;
}

const aboutOf = ({ cause }: Reaction) => ({
  subject: cause.subject,
  at: cause.at,
  by: byRule,
  cause: cause.id,
});

function start(reaction: Reaction, wanted: WantedClock): ComplaintFact[] {
  const rule = ruleOf(reaction.after, wanted, reaction.refs);
  if (!rule) return [];
  return [fact('ClockStarted', wanted.clockId, aboutOf(reaction), startOf(wanted, rule, reaction.refs))];
}

/** Facts that only keep the books of a clock call for no other clock. */
const bookkeeping: ReadonlySet<string> = new Set([
  'ClockStarted',
  'ClockPaused',
  'ClockResumed',
  'ClockStopped',
  'DueTimesMoved',
  'DeadlineMissed',
  'MissAnnulled',
  'CaseEscalated',
  'ReminderDue',
]);

/** A limit that was not called for before the fact and is after it starts to run. */
function starts(reaction: Reaction): ComplaintFact[] {
  const { cause, before, after, refs } = reaction;
  if (bookkeeping.has(cause.type)) return [];
  const known = new Set(before ? wantedClocks(before, refs).map(({ clockId }) => clockId) : []);
  return wantedClocks(after, refs)
    .filter(({ clockId }) => !known.has(clockId) && !after.clocks[clockId])
    .flatMap((wanted) => start(reaction, wanted));
}

/** When what the rule waits for happened; the fact itself, where the state does not say. */
function stoppedAt({ cause, after }: Reaction, clock: Clock, refs: ClockRefs): string {
  const stops = ruleOf(after, clock, refs)?.stops;
  const instants = Object.values(after.dispositions).flatMap(({ part, firstAnswerAt, substantiveAt }) => {
    const at = stops === 'first_answer' ? firstAnswerAt : substantiveAt;
    return part === 'lead' && at !== undefined && at >= clock.startedAt ? [at] : [];
  });
  return instants.sort()[0] ?? cause.at;
}

/** What the life cycle does not stop by itself: limits that policy added, and those that a corrected class has not. */
function stops(reaction: Reaction): ComplaintFact[] {
  const { cause, before, after, refs } = reaction;
  const reclassed = before !== undefined && before.class !== after.class;
  const concerns = ({ kind }: Clock) =>
    !standardKinds.has(kind) || (reclassed && (kind === 'resolve' || kind === 'review'));
  const open = Object.values(after.clocks).filter((clock) => isOpen(clock) && concerns(clock));
  if (open.length === 0 || after.status === 'merged') return [];
  const wanted = new Set(wantedClocks(after, refs).map(({ clockId }) => clockId));
  return open
    .filter(({ clockId }) => !wanted.has(clockId))
    .map((clock) => {
      const { clockId } = clock;
      const why = reclassed ? 'class-corrected' : 'answered';
      const data = { clockId, stoppedAt: reclassed ? cause.at : stoppedAt(reaction, clock, refs), why };
      return fact('ClockStopped', `stop:${clockId}`, aboutOf(reaction), data);
    });
}

/** Own facts that may leave a pause still to be recorded. */
const own: ReadonlySet<string> = new Set(['ClockStarted', 'ClockPaused', 'ClockResumed']);
const limitUnit = (unit: string): LimitUnit =>
  unit === 'working_hours' || unit === 'calendar_days' ? unit : 'working_days';

function resume(reaction: Reaction, clock: Clock, pause: { from: string; to: string }): ComplaintFact[] {
  const { after, refs } = reaction;
  const rule = ruleOf(after, clock, refs) ?? { limit: clock.limit, unit: limitUnit(clock.unit) };
  const dueAt = dueFor(
    clock.accountable,
    rule,
    { start: clock.startedAt, pauses: [...finishedPauses(clock), pause] },
    refs,
  );
  const pausedFor = clock.pausedFor + (Date.parse(pause.to) - Date.parse(pause.from)) / 1000;
  const data = {
    resumedAt: pause.to,
    why: 'reporter-waited-for',
    clocks: [{ clockId: clock.clockId, dueAt, pausedFor }],
    ...versionsOf(refs),
  };
  return [fact('ClockResumed', `resume:${clock.clockId}:${pause.from}`, aboutOf(reaction), data)];
}

/** Brings clocks up to date with the questions asked of the reporter; asked again after each fact of its own. */
function pauses(reaction: Reaction): ComplaintFact[] {
  const { cause, before, after, refs } = reaction;
  if (before?.questions === after.questions && !own.has(cause.type)) return [];
  return Object.values(after.clocks).flatMap((clock) => {
    const step = nextPauseStep(after, clock, refs);
    if (!step) return [];
    if (step.kind === 'resume') return resume(reaction, clock, step);
    const data = { clockIds: [clock.clockId], pausedAt: step.from, why: 'reporter-asked' };
    return [fact('ClockPaused', `pause:${clock.clockId}:${step.from}`, aboutOf(reaction), data)];
  });
}

/** A miss that stood in the log and is gone: what stopped the clock had happened in time. */
function annulments(reaction: Reaction): ComplaintFact[] {
  const { cause, before, after } = reaction;
  if (!before || before.clocks === after.clocks) return [];
  return Object.values(before.clocks).flatMap(({ clockId, missedAt, missRecorded }) => {
    const now = after.clocks[clockId];
    if (!missRecorded || missedAt === undefined || !now || now.missedAt !== undefined) return [];
    const stoppedAt = now.stoppedAt ?? now.pauses.at(-1)?.from ?? cause.at;
    const data = { clockId, missedAt, stoppedAt, stoppedBy: cause.id };
    return [fact('MissAnnulled', `annul:${clockId}:${cause.id}`, aboutOf(reaction), data)];
  });
}

/** Due times that another class gives, or newer versions than those that an own fact was computed with. */
function moves(reaction: Reaction): ComplaintFact[] {
  const { cause, before, after, refs } = reaction;
  const occasion = { at: cause.at, key: cause.id, cause: cause.id };
  if (before && before.class !== after.class) {
    const moved = recompute(after, refs, { ...occasion, why: 'class-corrected' });
    return moved ? [moved] : [];
  }
  if (!computed.has(cause.type) || !isStale(cause, refs)) return [];
  const moved = recompute(after, refs, { ...occasion, why: 'newer-version' });
  return moved ? [moved] : [];
}

/** Facts with due times in them that may have been on their way while a new version was published. */
const computed: ReadonlySet<string> = new Set(['ClockStarted', 'ClockResumed', 'DeadlineMissed']);
const isStale = ({ data }: Fact, { calendar, policy }: ClockRefs) =>
  'calendarVersion' in data &&
  'policyVersion' in data &&
  (data.calendarVersion !== calendar.version || data.policyVersion !== policy.version);

/**
 * What follows for the clocks from a fact: starts, pauses, annulled misses, moved due times. Stops of the life cycle
 * are no facts; `evolve` derives them. Pure, and the ids follow from what is said, so that saying it twice is harmless.
 */
export function reactClocks(
  { fact: cause, verdict, before, after }: ClockCause,
  refs: ClockRefs,
): ComplaintFact[] {
  if (verdict.kind !== 'applied' || !after) return [];
  const reaction: Reaction = { cause, before, after, refs };
  return [
    ...starts(reaction),
    ...stops(reaction),
    ...pauses(reaction),
    ...annulments(reaction),
    ...moves(reaction),
  ];
}
