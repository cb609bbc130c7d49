import { type Case, type Clock } from '../life/case';
import { extendedBy } from './pauses';

type Always = 'extensions' | 'reminders' | 'reminded';

/** A clock as callers see it: all that its due time follows from, what moved it and why, and the steps to come. */
export interface ClockItem
  extends Omit<Clock, 'missRecorded' | 'told' | Always>, Required<Pick<Clock, Always>> {
  readonly complaintId: string;
  /** in `unit`, all extensions together */
  readonly extendedBy: number;
  /** why there is no due time */
  readonly warning?: 'year-without-list';
}

export function clockItem({ complaintId }: Pick<Case, 'complaintId'>, clock: Clock): ClockItem {
  const {
    missRecorded: _recorded,
    told: _told,
    extensions = [],
    reminders = [],
    reminded = [],
    ...rest
  } = clock;
  const item = {
    complaintId,
    ...rest,
    extendedBy: extendedBy(clock, clock.unit),
    extensions,
    reminders,
    reminded,
  };
  return clock.dueAt === null ? { ...item, warning: 'year-without-list' } : item;
}
