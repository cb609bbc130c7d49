import { type Owner } from '@satupintu/events';
import { type Case, type Clock, isOpen, isOverdue } from '../life/case';
import { noticeKey, type Telling } from '../life/notice-key';
import { reasonOf } from './fire';
import { windows } from './kinds';

/** A step or reminder that somebody must be told of. Codes and instants, no words, no persons. */
export interface PendingNotice extends Telling {
  readonly to: Owner;
  readonly clockKind: string;
  readonly dueAt: string | null;
  readonly reason: string;
  readonly policyVersion: string;
}

const aboutClock = ({ clockId, kind, dueAt, missedAt, policyVersion }: Clock) => ({
  clockId,
  clockKind: kind,
  dueAt: missedAt ?? dueAt,
  policyVersion,
});

/** Steps that an overdue clock has taken. */
function steps(clock: Clock): PendingNotice[] {
  if (!isOverdue(clock)) return [];
  const taken = clock.ladder.filter(({ level }) => level <= clock.escalationLevel);
  return taken.flatMap(({ level, to, at }): PendingNotice[] =>
    at === null
      ? []
      : [{ ...aboutClock(clock), kind: 'step', level, at, to, reason: reasonOf(clock, level) }],
  );
}

const reminder = (clock: Clock, at: string, why: string): PendingNotice[] => [
  { ...aboutClock(clock), kind: 'reminder', at, to: clock.accountable, reason: `${clock.kind} ${why}` },
];

/** The next look at an aspiration, which began with this one's end, runs: so this one was not answered. */
const isReviewed = ({ clocks }: Case, { kind, dispositionId, stoppedAt }: Clock): boolean =>
  Object.values(clocks).some(
    (next) =>
      next.kind === kind &&
      next.dispositionId === dispositionId &&
      next.startedAt === stoppedAt &&
      isOpen(next),
  );

/** The last reminder of a clock, while what it reminds of can still be done. */
function reminders(state: Case, clock: Clock): PendingNotice[] {
  const { kind, dueAt, missedAt, missRecorded, climbs, stoppedAt } = clock;
  if (kind === 'review' && dueAt !== null && stoppedAt === dueAt)
    return isReviewed(state, clock) ? reminder(clock, dueAt, 'has come') : [];
  if (clock.state === 'running') {
    const last = clock.reminded?.at(-1);
    return last === undefined ? [] : reminder(clock, last, 'is due soon');
  }
  const isPast = isOverdue(clock) && missRecorded && !climbs && !windows.has(kind);
  return isPast && missedAt !== undefined ? reminder(clock, missedAt, 'has passed') : [];
}

/**
 * What is to be told about a case and was not: each step that an overdue clock has taken, the last reminder of a clock
 * that can still be answered. A clock that was stopped, paused or taken back, and a merged case, leave nothing to tell.
 */
export function pendingNotices(state: Case): PendingNotice[] {
  if (state.status === 'merged') return [];
  return Object.values(state.clocks).flatMap((clock) =>
    [...steps(clock), ...reminders(state, clock)].filter(
      (notice) => !clock.told?.includes(noticeKey(notice)),
    ),
  );
}
