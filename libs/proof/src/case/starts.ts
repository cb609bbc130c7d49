import { type FactOf } from '@satupintu/events';
import { dueOf, inputsOf, remindersOf, ruleFor } from './basis';
import { type Awaited, type Books, later } from './books';
import { type Called, nextReviewIds } from './called';
import { type ProvedClock } from './clock';
import { same } from './same';

const nextOf = (
  { kind, round, dispositionId, accountable }: ProvedClock,
  clockId: string,
  startedAt: string,
): Called => ({
  clockId,
  kind,
  round: round + 1,
  ...(dispositionId !== undefined && { dispositionId }),
  accountable,
  startedAt,
});

const sameCall = (clock: ProvedClock, called: Called) =>
  clock.kind === called.kind &&
  clock.round === called.round &&
  clock.dispositionId === called.dispositionId &&
  clock.startedAt === called.startedAt &&
  same(clock.accountable, called.accountable);

export function proveStart(books: Books, fact: FactOf<'ClockStarted'>): void {
  const { data, at } = fact;
  const { calendarVersion, policyVersion, timeZone, reminders = [], ...given } = data;
  const clock: ProvedClock = {
    ...given,
    counted: { calendarVersion, policyVersion },
    pauses: [],
    extensions: [],
    reminders,
    reminded: [],
    recorded: false,
    ladder: [],
    level: 0,
  };
  const awaited = books.awaited.get(clock.clockId) ?? followed(books, clock) ?? calledBy(books, fact);
  books.awaited.delete(awaited?.called.clockId ?? clock.clockId);
  books.keep(clock, at);
  books.tally.clocks += 1;
  books.tally.dueTimes += 1;
  if (!awaited) {
    books.differ(clock, { what: 'a start that nothing called for', at, log: given, proof: undefined });
    return;
  }
  const { called } = awaited;
  if (!sameCall(clock, called))
    books.differ(clock, { what: 'inputs of the start', at, log: given, proof: called });
  const { rule, limit, unit, climbs, dueAt } = clock;
  books.compare(
    clock,
    fact,
    'start',
    { rule, limit, unit, climbs, timeZone, dueAt, reminders },
    books.bases(fact, awaited.class, clock),
    (basis) => {
      const asked = ruleFor(clock, basis);
      const due = dueOf(clock, basis);
      return {
        rule: asked?.key,
        limit: asked?.limit,
        unit: asked?.unit,
        climbs: asked?.climbs,
        timeZone: inputsOf(clock, basis).zone,
        dueAt: due,
        reminders: remindersOf(clock, due, awaited.after, basis),
      };
    },
  );
}

/** The review that follows another one, from its due instant on. */
function followed(books: Books, clock: ProvedClock): Awaited | undefined {
  const earlier = [...books.clocks.values()].find(
    (other) => other.kind === 'review' && nextReviewIds(other).includes(clock.clockId),
  );
  const [next] = earlier ? nextReviewIds(earlier) : [];
  if (!books.life || !earlier || next === undefined || earlier.dueAt === null) return undefined;
  const { dueAt: startedAt } = earlier;
  const called = nextOf(earlier, next, startedAt);
  return { called, class: books.life.class, since: startedAt, after: startedAt };
}

/** A start by a version that came between the cause and the start. */
function calledBy(books: Books, { data, at }: FactOf<'ClockStarted'>): Awaited | undefined {
  if (!books.life) return undefined;
  const called = books
    .called(books.life, at, books.references.policy(data.policyVersion))
    .find(({ clockId }) => clockId === data.clockId);
  return called && { called, class: books.life.class, since: at, after: later(at, called.startedAt) };
}

/** A review ends where the next one starts; that may stand in the log before it. */
export function callNextReview(books: Books, clock: ProvedClock, startedAt: string, since: string): void {
  const ids = nextReviewIds(clock);
  const [clockId] = ids;
  if (clockId === undefined || ids.some((id) => books.clocks.has(id))) return;
  books.await(nextOf(clock, clockId, startedAt), since, startedAt);
}
