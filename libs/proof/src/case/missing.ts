import { type Basis, dueOf, inputsOf, ruleFor, stepsLeft, untilOf } from './basis';
import { type Books } from './books';
import { isAdded, isOpen, isRunning, isWindow, openPause, type ProvedClock } from './clock';
import { type Difference } from './difference';
import { type Life } from './life';
import { same } from './same';
import { answeredAt, endOfWait, type Wait, waitsOf } from './settle';

/** Up to when the log must be complete, and the newest instant on it. */
export interface Horizon {
  readonly newest: string;
  /** what became due later may still be on its way */
  readonly settled: string;
}

type Lack = Pick<Difference, 'what' | 'log' | 'proof'>;

const lacks = (what: string, proof: unknown): Lack => ({ what: `${what} is missing`, log: undefined, proof });

/** What ought to have fired by itself. */
function unfired(clock: ProvedClock, { settled }: Horizon): Lack[] {
  const { dueAt, end, recorded, climbs, level, ladder, reminded } = clock;
  const hasCome = (at: string | null | undefined) => typeof at === 'string' && at <= settled;
  const reminder = isRunning(clock) ? clock.reminders.find((at) => dueAt === null || at < dueAt) : undefined;
  if (hasCome(reminder)) return [lacks('reminder', reminder)];
  const canBeMissed = !isWindow(clock) && clock.kind !== 'review';
  const isMissed = isRunning(clock) || (end?.how === 'late' && canBeMissed);
  if (!recorded && isMissed && hasCome(dueAt)) return [lacks(nameOf(clock), dueAt)];
  if (!recorded || end?.how === 'elapsed') return [];
  const next = ladder.find((rung) => rung.level === level + 1);
  if (next && hasCome(next.at) && !(end && next.at !== null && end.at <= next.at))
    return [lacks('step', next)];
  const isTold = dueAt !== null && reminded.includes(dueAt);
  return !climbs && !end && !isTold ? [lacks('reminder', dueAt)] : [];
}

const nameOf = (clock: ProvedClock) => {
  if (isWindow(clock)) return 'end of the window';
  return clock.kind === 'review' ? 'review' : 'miss';
};

/** Due time, or steps to come, as the versions in force give them: those of the horizon or those of just before. */
function outdated(clock: ProvedClock, life: Life, bases: readonly Basis[]): Lack[] {
  const [first] = bases;
  if (!first) return [];
  const compare = (what: string, log: unknown, prove: (basis: Basis) => unknown): Lack[] =>
    bases.some((basis) => same(prove(basis), log)) ? [] : [{ what, log, proof: prove(first) }];
  if (isOpen(clock) && ruleFor(clock, first))
    return compare('due time under the versions in force', clock.dueAt, (basis) => dueOf(clock, basis));
  const coming = clock.ladder.filter(({ level }) => level > clock.level);
  if (!clock.recorded || clock.end || coming.length === 0) return [];
  const log = coming.map(({ level, at }) => ({ level, at }));
  return compare('steps to come under the versions in force', log, (basis) => stepsLeft(clock, life, basis));
}

/** Times in which the clock had to stand still that began before it was due, and are not in its books. */
function unpaused(
  clock: ProvedClock,
  life: Life,
  basis: Basis,
  { settled }: Horizon,
  { references }: Books,
): Lack[] {
  if (clock.end) return [];
  const open = openPause(clock);
  const isAsked = ruleFor(clock, basis)?.pausesForReporter === true;
  // Whoever lets the case go on by itself does so under the policy of that moment.
  const stoodStill = ({ to = settled }: Wait) => references.policyAt(to)?.merging !== 'follow';
  const waits = waitsOf(clock, life).filter(({ why }) => why === 'merged' || isAsked);
  if (open) {
    const ended = endOfWait(open.from, waitsOf(clock, life));
    const ends = [ended, clock.until].filter((at) => typeof at === 'string').sort();
    return ends[0] !== undefined && ends[0] <= settled ? [lacks('end of a pause', ends[0])] : [];
  }
  const last =
    clock.pauses
      .map(({ from }) => from)
      .sort()
      .at(-1) ?? '';
  const isKept = (wait: Wait) => clock.pauses.some(({ from, why }) => why === wait.why && from === wait.from);
  const isWanted = (wait: Wait) =>
    wait.why === 'merged' ? !isKept(wait) && stoodStill(wait) : wait.from > last;
  const next = waits.find((wait) => wait.to !== wait.from && isWanted(wait));
  if (!next || next.from > settled || (clock.dueAt !== null && next.from > clock.dueAt)) return [];
  const hasNoneLeft = next.why === undefined && untilOf(clock, next.from, basis) === next.from;
  return hasNoneLeft ? [] : [lacks('pause', next)];
}

/** Limits that the life cycle does not end: policy's own after the answer, and those that the class no longer has. */
function unstopped(clock: ProvedClock, life: Life, basis: Basis, { settled }: Horizon): Lack[] {
  if (!isOpen(clock) || clock.end) return [];
  const rule = ruleFor(clock, basis);
  const answer = answeredAt(clock, rule?.stops, life);
  if (isAdded(clock) && rule && answer !== undefined && answer <= settled) return [lacks('stop', answer)];
  return clock.kind === 'resolve' && !rule ? [lacks('stop', 'the class has no limit')] : [];
}

function ofClock(books: Books, clock: ProvedClock, life: Life, horizon: Horizon): void {
  const bases = basesAt(books, horizon.newest, life);
  const before = basesAt(books, horizon.settled, life);
  const [basis] = bases;
  if (!basis) return;
  const found = [
    ...unstopped(clock, life, basis, horizon),
    ...unpaused(clock, life, basis, horizon, books),
    ...unfired(clock, horizon),
    ...outdated(clock, life, [...bases, ...before]),
  ];
  for (const lack of found) books.differ(clock, { ...lack, inputs: inputsOf(clock, basis) });
}

function basesAt({ references }: Books, at: string, life: Life): Basis[] {
  const [calendar, policy] = [references.calendarAt(at), references.policyAt(at)];
  if (!calendar || !policy) return [];
  return references
    .directoriesAt(at)
    .map((directory) => ({ calendar, policy, directory, class: life.class }));
}

/** Starts that the life called for and that never came. */
function unstarted(books: Books, life: Life, horizon: Horizon): void {
  const [basis] = basesAt(books, horizon.newest, life);
  for (const { called, since, class: of } of books.awaited.values()) {
    const isRuled = basis && ruleFor(called, { ...basis, class: of });
    if (since <= horizon.settled && isRuled)
      books.differ(called, { ...lacks('start', called), inputs: { since } });
  }
}

/**
 * What the log of a case lacks at the end: starts, pauses, stops, misses, steps, reminders, windows, annulments, and due
 * times that the versions in force would move. Nothing fires for a merged case; its lead answers for it.
 */
export function reportMissing(books: Books, horizon: Horizon): void {
  const { life } = books;
  if (!life) return;
  for (const difference of books.overtaken.values())
    if ((difference.at ?? '') <= horizon.settled) books.differ(undefined, difference);
  for (const [clockId, since] of books.toAnnul) {
    const clock = books.clocks.get(clockId);
    if (since <= horizon.settled)
      books.differ(clock, lacks('word that the miss was taken back', clock?.dueAt));
  }
  unstarted(books, life, horizon);
  if (life.status === 'merged') return;
  for (const clock of books.clocks.values()) ofClock(books, clock, life, horizon);
}
