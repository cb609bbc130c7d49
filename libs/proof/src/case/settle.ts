import { isAdded, isOpen, openPause, type ProvedClock } from './clock';
import { type Ending, endingOf } from './ends';
import { type Life, type Stretch } from './life';

/** A clock ended at an instant: in time or late, by what is known of its due time. */
export function ended(clock: ProvedClock, { at, by }: Ending): ProvedClock {
  const isNeverLate = clock.kind === 'review' || openPause(clock) !== undefined;
  const isInTime = isNeverLate || clock.dueAt === null || at <= clock.dueAt;
  if (!isInTime) {
    const climbed = clock.ladder.filter(
      (rung) => rung.at !== null && rung.at < at && rung.level <= clock.level,
    );
    return { ...clock, reminders: [], end: { at, how: 'late' }, level: climbed.length };
  }
  const { until: _over, ...rest } = clock;
  const pauses = clock.pauses.map((pause) => (pause.to === undefined ? { ...pause, to: at } : pause));
  const end = { at, how: by === 'event' ? 'met' : 'cancelled' } as const;
  return { ...rest, pauses, reminders: [], recorded: false, ladder: [], level: 0, end };
}

/** What happened later in the log and earlier in life still counts, as long as the clock did not end in time. */
function mayEndYet(clock: ProvedClock, life: Life): boolean {
  if (isOpen(clock) || !clock.end) return true;
  if (clock.end.how === 'met' || clock.end.how === 'cancelled') return false;
  const ending = endingOf(clock, life);
  if (!ending) return false;
  const isReply = clock.kind === 'reporter_reply_window' && ending.by === 'event';
  return ending.at < clock.end.at || (isReply && ending.at === clock.dueAt);
}

/** The clock after what is known of the life of its case now. */
export function settled(clock: ProvedClock, life: Life): ProvedClock {
  if (!mayEndYet(clock, life)) return clock;
  const ending = endingOf(clock, life);
  return ending ? ended(clock, ending) : clock;
}

/** A time in which a clock has to stand still; without `why` for the reporter. */
export interface Wait {
  readonly from: string;
  readonly to?: string;
  readonly why?: 'merged';
}

const asWait = ({ startedAt: from, endedAt }: Stretch): Wait =>
  endedAt === undefined ? { from } : { from, to: endedAt < from ? from : endedAt };

/** What merges leave of a time in which the reporter was asked: what came before the first, between, after the last. */
function besides(asked: Wait, merges: readonly Wait[]): Wait[] {
  const left: Wait[] = [];
  let at = asked.from;
  for (const { from, to } of merges) {
    if (to !== undefined && to <= at) continue;
    if (asked.to !== undefined && from >= asked.to) break;
    if (from > at) left.push({ from: at, to: from });
    if (to === undefined) return left;
    at = to;
  }
  const { to } = asked;
  const hasRest = to === undefined || at < to || at === asked.from;
  return hasRest ? [...left, to === undefined ? { from: at } : { from: at, to }] : left;
}

/**
 * Stretches in which the reporter was asked, or the case followed another one, as far as they lie after the clock's
 * start; also those of no length, which a clock may have paused for before it heard of the answer, and need not have.
 */
export function waitsOf({ startedAt }: Pick<ProvedClock, 'startedAt'>, life: Life): Wait[] {
  const merges = (life.merge.stretches ?? []).map(asWait);
  const asked = life.questions.flatMap((question) => besides(asWait(question), merges));
  const all = [...asked, ...merges.map((merge): Wait => ({ ...merge, why: 'merged' }))];
  return all
    .map((wait): Wait => {
      if (wait.from >= startedAt) return wait;
      const isBefore = wait.to !== undefined && wait.to < startedAt;
      return { ...wait, from: startedAt, ...(isBefore && { to: startedAt }) };
    })
    .sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
}

/** When a pause is over; one that began for a question while a merge was under way lasts as long as that. */
export function endOfWait(from: string, waits: readonly Wait[]): string | undefined {
  const own = waits.filter((wait) => wait.from === from).map(({ to }) => to);
  if (own.length > 0) return own.includes(undefined) ? undefined : own.sort().at(-1);
  return waits.find(
    ({ why, from: begin, to }) => why === 'merged' && begin < from && (to === undefined || from <= to),
  )?.to;
}

/** When the answer came that ends a clock of policy's own. */
export function answeredAt(
  clock: ProvedClock,
  stops: 'first_answer' | 'substantive_answer' | undefined,
  life: Life,
): string | undefined {
  if (!isAdded(clock)) return undefined;
  const instants = Object.values(life.dispositions)
    .filter(({ part }) => part === 'lead')
    .map((part) => (stops === 'first_answer' ? part.firstAnswerAt : part.substantiveAt))
    .filter((at) => at !== undefined && at >= clock.startedAt);
  return instants.sort()[0];
}
