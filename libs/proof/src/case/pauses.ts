import { type Data, type FactOf } from '@satupintu/events';
import { untilOf } from './basis';
import { type Books } from './books';
import { openPause, type ProvedClock, type ProvedPause } from './clock';
import { pauseKeys } from './keys';
import { type Life } from './life';
import { proveDueTime } from './moves';
import { ended, endOfWait, waitsOf } from './settle';

/** A question, or a merge; a question that was asked while a merge was under way had begun a pause all the same. */
function hasReason(clock: ProvedClock, { pausedAt, why }: Data<'ClockPaused'>, life: Life): boolean {
  const isMerge = why === 'merged';
  const isWaited = waitsOf(clock, life).some(
    (wait) => wait.from === pausedAt && (wait.why === 'merged') === isMerge,
  );
  return isWaited || (!isMerge && life.questions.some(({ startedAt }) => startedAt === pausedAt));
}

export function provePause(books: Books, fact: FactOf<'ClockPaused'>, life: Life): void {
  const { pausedAt, until, why, calendarVersion, policyVersion } = fact.data;
  for (const clock of books.several(fact.data.clockIds)) {
    const isStill = openPause(clock) !== undefined || clock.end !== undefined;
    if (isStill || (clock.dueAt !== null && clock.dueAt < pausedAt)) continue;
    books.compareId(fact, pauseKeys(clock, pausedAt), clock.clockId);
    if (!hasReason(clock, fact.data, life))
      books.differ(clock, {
        what: 'a pause without a reason',
        at: fact.at,
        log: pausedAt,
        proof: waitsOf(clock, life),
      });
    if (until !== undefined && calendarVersion !== undefined && policyVersion !== undefined) {
      const data = { calendarVersion, policyVersion };
      const bases = books.bases({ ...fact, data }, life.class, clock);
      books.compare(clock, fact, 'end of the pause by its cap', until, bases, (basis) =>
        untilOf(clock, pausedAt, basis),
      );
    }
    const { until: _before, ...rest } = clock;
    const cap = until === undefined ? {} : { until };
    const begun: ProvedPause = why === 'merged' ? { from: pausedAt, why: 'merged' } : { from: pausedAt };
    const pauses = [...clock.pauses, begun];
    books.keep({ ...rest, ...cap, pauses, reminders: [], recorded: false, ladder: [], level: 0 }, fact.at);
  }
}

export function proveResumption(books: Books, fact: FactOf<'ClockResumed'>, life: Life): void {
  const { resumedAt, clocks } = fact.data;
  for (const { clockId, dueAt, pausedFor, reminders = [] } of clocks) {
    const clock = books.clocks.get(clockId);
    const open = clock && openPause(clock);
    if (!clock || !open || clock.end) continue;
    const wait = endOfWait(open.from, waitsOf(clock, life));
    const ends = [wait, clock.until].filter((end) => typeof end === 'string').sort();
    if (ends[0] !== resumedAt)
      books.differ(clock, { what: 'end of a pause', at: fact.at, log: resumedAt, proof: ends[0] });
    const { until: _over, ...rest } = clock;
    const pauses = [...clock.pauses.slice(0, -1), { ...open, to: resumedAt }];
    const running: ProvedClock = { ...rest, pauses };
    const seconds = pauses.reduce(
      (sum, { from, to }) => sum + (Date.parse(to ?? from) - Date.parse(from)) / 1000,
      0,
    );
    if (seconds !== pausedFor)
      books.differ(clock, {
        what: 'seconds that a clock stood still',
        at: fact.at,
        log: pausedFor,
        proof: seconds,
      });
    proveDueTime(books, running, fact, life, { dueAt, reminders }, resumedAt);
    books.keep({ ...running, dueAt, reminders: [...reminders] }, fact.at);
  }
}

export function takeStop(books: Books, fact: FactOf<'ClockStopped'>): void {
  const { clockId, stoppedAt, why } = fact.data;
  const clock = books.clocks.get(clockId);
  if (clock && !clock.end)
    books.keep(ended(clock, { at: stoppedAt, by: why === 'answered' ? 'event' : 'abandonment' }), fact.at);
}
