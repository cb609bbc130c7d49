import { type FactOf } from '@satupintu/events';
import { ladderOf } from './basis';
import { type Books } from './books';
import { isWindow, type ProvedClock } from './clock';
import { type Life } from './life';
import { same } from './same';
import { callNextReview } from './starts';

export function proveMiss(books: Books, fact: FactOf<'DeadlineMissed'>, life: Life): void {
  const { clockId, missedAt, ladder } = fact.data;
  const clock = books.clocks.get(clockId);
  if (!clock) return;
  books.tally.misses += 1;
  requireReminders(books, clock, fact);
  if (missedAt !== clock.dueAt)
    books.differ(clock, { what: 'instant of the miss', at: fact.at, log: missedAt, proof: clock.dueAt });
  if (isWindow(clock) || clock.kind === 'review')
    books.differ(clock, {
      what: 'a miss of what nobody can miss',
      at: fact.at,
      log: missedAt,
      proof: undefined,
    });
  books.compare(clock, fact, 'ladder', ladder, books.bases(fact, life.class, clock), (basis) =>
    ladderOf(clock, missedAt, life, basis),
  );
  books.toAnnul.delete(clockId);
  books.keep({ ...clock, reminders: [], recorded: true, ladder, level: 0 }, fact.at);
}

/** Whoever was due had all its reminders before. */
function requireReminders(books: Books, clock: ProvedClock, { at }: { readonly at: string }): void {
  const left = clock.reminders.filter((reminder) => clock.dueAt !== null && reminder < clock.dueAt);
  if (left.length > 0) books.differ(clock, { what: 'reminders left out', at, log: undefined, proof: left });
}

export function proveAnnulment(books: Books, fact: FactOf<'MissAnnulled'>): void {
  const clock = books.clocks.get(fact.data.clockId);
  if (!books.toAnnul.delete(fact.data.clockId))
    books.differ(clock, {
      what: 'a miss taken back that stands',
      at: fact.at,
      log: fact.data.missedAt,
      proof: undefined,
    });
}

export function proveStep(books: Books, fact: FactOf<'CaseEscalated'>): void {
  const { clockId, level, to, escalatedAt, dueAt } = fact.data;
  const clock = books.clocks.get(clockId);
  if (!clock) return;
  books.tally.steps += 1;
  const rung = clock.ladder.find((each) => each.level === level);
  const proof = { level: clock.level + 1, to: rung?.to, escalatedAt: rung?.at, dueAt: clock.dueAt };
  const log = { level, to, escalatedAt, dueAt };
  if (!same(log, proof)) books.differ(clock, { what: 'step of the ladder', at: fact.at, log, proof });
  books.keep({ ...clock, level }, fact.at);
}

export function proveReminder(books: Books, fact: FactOf<'ReminderDue'>): void {
  const { clockId, to, dueAt, remindedAt } = fact.data;
  const clock = books.clocks.get(clockId);
  if (!clock) return;
  books.tally.reminders += 1;
  const isBefore = remindedAt < dueAt;
  const isRight = isBefore ? clock.reminders[0] === remindedAt : remindedAt === clock.dueAt;
  if (!isRight || dueAt !== clock.dueAt || !same(to, clock.accountable)) {
    const proof = { to: clock.accountable, dueAt: clock.dueAt, planned: clock.reminders };
    books.differ(clock, { what: 'reminder', at: fact.at, log: { to, dueAt, remindedAt }, proof });
  }
  const reminders = clock.reminders.filter((at) => at !== remindedAt);
  const given: ProvedClock = { ...clock, reminders, reminded: [...clock.reminded, remindedAt] };
  if (isBefore || clock.kind !== 'review') {
    books.keep(given, fact.at);
    return;
  }
  books.keep({ ...given, reminders: [], end: { at: remindedAt, how: 'met' } }, fact.at);
  callNextReview(books, clock, remindedAt, fact.at);
}

export function proveWindow(
  books: Books,
  fact: FactOf<'ReplyWindowElapsed' | 'InformationWindowElapsed'>,
): void {
  const { clockId, elapsedAt } = fact.data;
  const clock = books.clocks.get(clockId);
  if (!clock) return;
  books.tally.windows += 1;
  requireReminders(books, clock, fact);
  if (clock.dueAt !== elapsedAt || !isWindow(clock))
    books.differ(clock, { what: 'end of a window', at: fact.at, log: elapsedAt, proof: clock.dueAt });
  books.keep({ ...clock, reminders: [], recorded: true, end: { at: elapsedAt, how: 'elapsed' } }, fact.at);
}
