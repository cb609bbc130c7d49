import { type ComplaintFact, type Fact, fact } from '@satupintu/events';
import { type Case, type Clock, isOpen, isOverdue } from '../life/case';
import { startOf } from './fire';
import { standardKinds } from './kinds';
import { nextPauseStep } from './pauses';
import { recompute } from './recompute';
import { type ClockRefs, ruleOf } from './refs';
import { byRule, recordPause } from './resume';
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
  const data = startOf(wanted, rule, reaction.cause.at, reaction.refs);
  return [fact('ClockStarted', wanted.clockId, aboutOf(reaction), data)];
}

/** Facts that only keep the books of a clock call for no other clock. */
const bookkeeping: ReadonlySet<string> = new Set([
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
]);

/** A stop for another class may come into the log after the class was corrected back: then a clock is called for again. */
const isCalledBack = (cause: Fact) => cause.type === 'ClockStopped' && cause.data.why === 'class-corrected';

const nameOf = ({ clockId, startedAt }: WantedClock) => `${clockId}:${startedAt}`;

/** A limit that was not called for before the fact, or from another instant, and is after it starts to run. */
function starts(reaction: Reaction): ComplaintFact[] {
  const { cause, before, after, refs } = reaction;
  if (bookkeeping.has(cause.type) && !isCalledBack(cause)) return [];
  const known = new Set(before ? wantedClocks(before, refs).map(nameOf) : []);
  return wantedClocks(after, refs)
    .filter((wanted) => !known.has(nameOf(wanted)) && !after.clocks[wanted.clockId])
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

/** What a limit that is reached says about its clock stops no other one. */
const reached: ReadonlySet<string> = new Set(['DeadlineMissed', 'CaseEscalated', 'ReminderDue']);

/** It stands for itself again: what came while it was merged is made up for. */
const isUnmerged = ({ before, after }: Reaction) => before?.status === 'merged' && after.status !== 'merged';

/** The class was corrected, or a clock's start was on its way while it was (or the case was merged). */
function isOfOtherClass(reaction: Reaction, clock: Clock): boolean {
  const { cause, before, after, refs } = reaction;
  if (clock.kind !== 'resolve' && clock.kind !== 'review') return false;
  const hasJustStarted = cause.type === 'ClockStarted' && cause.data.clockId === clock.clockId;
  if (hasJustStarted || isUnmerged(reaction)) return ruleOf(after, clock, refs) === undefined;
  return before !== undefined && before.class !== after.class;
}

/** What the life cycle does not stop by itself: limits that policy added (also late), and those of another class. */
function stops(reaction: Reaction): ComplaintFact[] {
  const { cause, before, after, refs } = reaction;
  if (reached.has(cause.type)) return [];
  const isAdded = ({ kind }: Clock) => !standardKinds.has(kind);
  const open = Object.values(after.clocks).filter((clock) =>
    isAdded(clock) ? isOpen(clock) || isOverdue(clock) : isOpen(clock) && isOfOtherClass(reaction, clock),
  );
  if (open.length === 0 || after.status === 'merged') return [];
  const reclassed = before !== undefined && before.class !== after.class;
  const wanted = new Set(wantedClocks(after, refs).map(({ clockId }) => clockId));
  return open
    .filter(({ clockId }) => !wanted.has(clockId))
    .map((clock) => {
      const { clockId } = clock;
      const byClass = reclassed || !isAdded(clock);
      const why = byClass ? 'class-corrected' : 'answered';
      const data = { clockId, stoppedAt: byClass ? cause.at : stoppedAt(reaction, clock, refs), why };
      return fact('ClockStopped', `stop:${clockId}`, aboutOf(reaction), data);
    });
}

/** Own facts that may leave a pause still to be recorded. */
const own: ReadonlySet<string> = new Set(['ClockStarted', 'ClockPaused', 'ClockResumed', 'DueTimesMoved']);

const hasMerged = ({ before, after }: Reaction) => before?.merge.stretches !== after.merge.stretches;

/** The case is merged or goes on by itself; or the clock’s books of that are kept, which may have begun late. */
function tellsOfMerges(reaction: Reaction, { clockId }: Clock): boolean {
  const { type, data } = reaction.cause;
  if (hasMerged(reaction)) return true;
  if (type === 'ClockStarted') return data.clockId === clockId;
  const isKept = (ids: readonly string[], why: string) =>
    (why === 'merged' || why === 'unmerged') && ids.includes(clockId);
  if (type === 'ClockPaused') return isKept(data.clockIds, data.why);
  if (type !== 'ClockResumed') return false;
  return isKept(
    data.clocks.map((each) => each.clockId),
    data.why,
  );
}

/** Brings clocks up to date with the questions asked and with merges; asked again after each fact of its own. */
function pauses(reaction: Reaction): ComplaintFact[] {
  const { cause, before, after, refs } = reaction;
  if (before?.questions === after.questions && !hasMerged(reaction) && !own.has(cause.type)) return [];
  return Object.values(after.clocks).flatMap((clock) => {
    const past = tellsOfMerges(reaction, clock) ? 'with-past-merges' : 'as-it-stands';
    const step = nextPauseStep(after, clock, refs, past);
    return step ? [recordPause(after, clock, step, aboutOf(reaction), refs)] : [];
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

/** The case without clocks that are to run on first, or stood still behind a merge: that gives them their due times. */
function upToDate(reaction: Reaction): Case {
  const { after, refs } = reaction;
  const isBehind = (clock: Clock) => {
    const past = tellsOfMerges(reaction, clock) ? 'with-past-merges' : 'as-it-stands';
    const step = nextPauseStep(after, clock, refs, past);
    return step !== undefined && (step.kind === 'resume' || isUnmerged(reaction));
  };
  const clocks = Object.entries(after.clocks).filter(([, clock]) => !isBehind(clock));
  return { ...after, clocks: Object.fromEntries(clocks) };
}

/**
 * Due times that another class gives, or newer versions or a newer state than those that an own fact was computed with.
 * A merged case is not moved: it catches up when it stands for itself again.
 */
function moves(reaction: Reaction): ComplaintFact[] {
  const { cause, before, after, refs } = reaction;
  const occasion = { at: cause.at, key: cause.id, cause: cause.id };
  if (before && before.class !== after.class) {
    const moved = recompute(after, refs, { ...occasion, why: 'class-corrected', since: cause.at });
    return moved ? [moved] : [];
  }
  if (isUnmerged(reaction)) {
    const moved = recompute(upToDate(reaction), refs, { ...occasion, why: 'unmerged' });
    return moved ? [moved] : [];
  }
  const isOld = computed.has(cause.type) && isStale(cause, refs);
  if (!isOld && !mayBeOvertaken(cause, before)) return [];
  const moved = recompute(upToDate(reaction), refs, {
    ...occasion,
    why: isOld ? 'newer-version' : 'overtaken',
  });
  return moved ? [moved] : [];
}

/** Facts with due times in them that may have been on their way while a new version was published. */
const computed: ReadonlySet<string> = new Set([
  'ClockStarted',
  'ClockPaused',
  'ClockResumed',
  'ClockExtended',
  'DeadlineMissed',
]);
const isStale = ({ data }: Fact, { calendar, policy }: ClockRefs) =>
  'calendarVersion' in data &&
  'policyVersion' in data &&
  (data.calendarVersion !== calendar.version || data.policyVersion !== policy.version);

/**
 * A fact that sets due times was computed on a state that another one changed before it came into the log: a pause
 * that ended, an extension, another class. What it says of the due time may lack that.
 */
function mayBeOvertaken({ type, data }: Fact, before: Case | undefined): boolean {
  if (type === 'ClockStarted' || type === 'ClockResumed' || type === 'ClockExtended') return true;
  // Its steps were counted before anybody knew that the case had followed another one.
  if (type === 'DeadlineMissed') return before?.merge.stretches !== undefined;
  if (type !== 'DueTimesMoved') return false;
  return data.clocks.some(({ clockId, was }) => before?.clocks[clockId]?.dueAt !== was);
}

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
