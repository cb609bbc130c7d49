import { isGap, nextWorkingInstant, type WorkingTime } from '@satupintu/domain';
import { type TimeZone } from '@satupintu/events';

/** What waits for one addressee. Instants are domain time. */
export interface Waiting {
  /** anything at all that no notice under way has */
  readonly any: boolean;
  /** of it, something with danger to life that may go at any hour */
  readonly urgent: boolean;
  /** when the last summary went */
  readonly last?: string | undefined;
}

/** When the next notice may go, and whether it is one of emergencies only. */
export interface Slot {
  readonly at: string;
  readonly urgent: boolean;
}

/**
 * A summary goes at the first instant at which its addressee is at work, and not sooner after the last one than
 * agreed: what comes meanwhile goes with the next. Emergencies go at once, alone where it is night. Nothing where
 * there is nothing, or where the calendar has no list for the year.
 */
export function nextSlot(
  { any, urgent, last }: Waiting,
  now: string,
  { time, zone, everyMinutes }: { time: WorkingTime; zone: TimeZone; everyMinutes: number },
): Slot | undefined {
  const earliest = Math.max(
    Date.parse(now),
    last === undefined ? 0 : Date.parse(last) + everyMinutes * 60_000,
  );
  const working = any ? nextWorkingInstant(time, zone, earliest) : undefined;
  const summary =
    working === undefined || isGap(working)
      ? undefined
      : { at: new Date(working).toISOString(), urgent: false };
  if (urgent && summary?.at !== now) return { at: now, urgent: true };
  return summary;
}
