import { type FactOf } from '@satupintu/events';
import { dueOf, remindersOf, ruleFor, stepsLeft } from './basis';
import { type Books, differenceIn, later } from './books';
import { isOpen, openPause, type ProvedClock, type Versions } from './clock';
import { type Life } from './life';

const versionsOf = ({
  data: { calendarVersion, policyVersion },
}: FactOf<'ClockExtended' | 'DueTimesMoved'>): Versions => ({ calendarVersion, policyVersion });

/** A due time with its reminders; what was computed before another change must be set right by a later move. */
export function proveDueTime(
  books: Books,
  clock: ProvedClock,
  fact: FactOf<'ClockResumed' | 'ClockExtended' | 'DueTimesMoved'>,
  life: Life,
  log: { dueAt: string | null; reminders: readonly string[] },
  after: string,
): void {
  books.tally.dueTimes += 1;
  const difference = differenceIn(
    clock,
    fact,
    'due time',
    log,
    books.bases(fact, life.class, clock),
    (basis) => {
      const dueAt = dueOf(clock, basis);
      return {
        dueAt,
        reminders: isOpen(clock) && !openPause(clock) ? remindersOf(clock, dueAt, after, basis) : [],
      };
    },
  );
  if (difference)
    books.overtaken.set(clock.clockId, {
      complaintId: life.complaintId,
      clockId: clock.clockId,
      kind: clock.kind,
      ...difference,
    });
  else books.overtaken.delete(clock.clockId);
}

export function proveMove(books: Books, fact: FactOf<'DueTimesMoved'>, life: Life): void {
  for (const { clockId, dueAt, was, reminders, until, ...rule } of fact.data.clocks) {
    const clock = books.clocks.get(clockId);
    if (!clock || !isOpen(clock)) continue;
    const given = clock.reminders.filter((at) => at > fact.at);
    const moved: ProvedClock = {
      ...clock,
      ...rule,
      counted: versionsOf(fact),
      ...(until !== undefined && openPause(clock) ? { until } : {}),
    };
    // What moves nothing may have been said twice: by the sweep, and by a reaction to a fact of the same moment.
    if (was !== clock.dueAt && dueAt !== clock.dueAt && !books.overtaken.has(clockId))
      books.differ(clock, { what: 'due time before the move', at: fact.at, log: was, proof: clock.dueAt });
    proveDueTime(
      books,
      moved,
      fact,
      life,
      { dueAt, reminders: reminders ?? given },
      later(fact.at, clock.startedAt),
    );
    books.keep({ ...moved, dueAt, reminders: [...(reminders ?? clock.reminders)] }, fact.at);
  }
  moveSteps(books, fact, life);
}

function moveSteps(books: Books, fact: FactOf<'DueTimesMoved'>, life: Life): void {
  const ids = new Set(fact.data.steps.map(({ clockId }) => clockId));
  for (const clock of books.several([...ids])) {
    if (!clock.recorded || (clock.end && fact.data.why !== 'unmerged')) continue;
    const steps = fact.data.steps.filter(
      ({ clockId, level }) => clockId === clock.clockId && level > clock.level,
    );
    const ladder = clock.ladder.map((rung) => {
      const to = steps.find(({ level }) => level === rung.level);
      return to ? { ...rung, at: to.at } : rung;
    });
    const coming = ladder.filter(({ level }) => level > clock.level).map(({ level, at }) => ({ level, at }));
    books.tally.dueTimes += coming.length;
    books.compare(clock, fact, 'steps to come', coming, books.bases(fact, life.class, clock), (basis) =>
      stepsLeft(clock, life, basis, fact.data.why === 'class-corrected' ? fact.at : undefined),
    );
    books.keep({ ...clock, ladder }, fact.at);
  }
}

export function proveExtension(books: Books, fact: FactOf<'ClockExtended'>, life: Life): void {
  const { clockId, extendedBy: amount, unit, reason, dueAt, reminders = [] } = fact.data;
  const clock = books.clocks.get(clockId);
  if (!clock) return;
  const extensions = [...clock.extensions, { amount, unit }];
  const extended: ProvedClock = { ...clock, extensions, counted: versionsOf(fact) };
  const bases = books.bases(fact, life.class, clock);
  books.compare(clock, fact, 'extension', true, bases, (basis) => {
    const allowed = ruleFor(clock, basis)?.extension;
    const sum = extensions.reduce((all, given) => (given.unit === unit ? all + given.amount : all), 0);
    return allowed !== undefined && sum <= allowed.cap && allowed.reasons.includes(reason);
  });
  proveDueTime(books, extended, fact, life, { dueAt, reminders }, fact.at);
  books.keep({ ...extended, dueAt, reminders: [...reminders] }, fact.at);
}
