import { isAdded, isOpen, openPause, type ProvedClock } from './clock';
import { awaitedEvent, type Ending, endingOf } from './ends';
import { type Life } from './life';

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
  const event = awaitedEvent(clock, life);
  if (event === undefined) return false;
  return event < clock.end.at || (clock.kind === 'reporter_reply_window' && event === clock.dueAt);
}

/** The clock after what is known of the life of its case now. */
export function settled(clock: ProvedClock, life: Life): ProvedClock {
  if (!mayEndYet(clock, life)) return clock;
  const ending = endingOf(clock, life);
  return ending ? ended(clock, ending) : clock;
}

/**
 * Stretches in which the reporter was asked, as far as they lie after the clock's start; also those of no length, which
 * a clock may have paused for before it heard of the answer, and need not have.
 */
export function waitsOf(
  { startedAt }: Pick<ProvedClock, 'startedAt'>,
  life: Life,
): { from: string; to?: string }[] {
  return life.questions.flatMap((question) => {
    const from = question.startedAt < startedAt ? startedAt : question.startedAt;
    const { endedAt } = question;
    if (endedAt === undefined) return [{ from }];
    return endedAt >= from ? [{ from, to: endedAt }] : [];
  });
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
