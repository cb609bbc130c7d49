import { type Calendar, type Owner, type SlaPolicy, type SlaRule, type TimeZone } from '@satupintu/events';
import { type Case, type Clock } from '../life/case';
import { type DirectoryIndex } from '../routing/directory';
import { dueAt, type Limit, type Pause, pauseEndsAt } from './due';
import { localDate } from './local-time';
import { ruleFor } from './policy';
import { instantBefore } from './reminders';
import { workingTimeOf } from './working-time';
import { isGap } from './year-gap';

/** What clocks need to know of the directory. */
export type ClockDirectory = Pick<
  DirectoryIndex,
  'organisation' | 'parentOf' | 'timeZoneOf' | 'hasUnits' | 'ombudsmanOffice'
>;

/** The versions that a decision about clocks is made with. */
export interface ClockRefs {
  readonly calendar: Calendar;
  readonly policy: SlaPolicy;
  readonly directory: ClockDirectory;
}

export const versionsOf = ({
  calendar,
  policy,
}: ClockRefs): { calendarVersion: string; policyVersion: string } => ({
  calendarVersion: calendar.version,
  policyVersion: policy.version,
});

export const zoneFor = ({ directory }: ClockRefs, { organisation, unit }: Owner): TimeZone =>
  directory.timeZoneOf(organisation, unit);

/** Working time of the accountable unit. An office of the Ombudsman works by the calendar of its province. */
export function workingTimeFor({ calendar, directory }: ClockRefs, { organisation, unit }: Owner) {
  const office = organisation === 'ombudsman' ? unit?.split('/')[1] : undefined;
  const region = office ?? directory.organisation(organisation)?.region;
  return workingTimeOf(calendar, { organisation, unit, region });
}

/** The rule in force for a clock of a case; undefined where policy sets no limit. */
export const ruleOf = (
  state: Case,
  { kind, accountable, startedAt, round }: Pick<Clock, 'kind' | 'accountable' | 'startedAt' | 'round'>,
  refs: ClockRefs,
): SlaRule | undefined =>
  ruleFor(refs.policy, {
    kind,
    class: state.class,
    organisation: accountable.organisation,
    on: localDate(startedAt, zoneFor(refs, accountable)),
    round,
  });

/** What of a rule a due time follows from. */
export type RunRule = Pick<SlaRule, 'limit' | 'unit' | 'pauseCap'>;
/** From when a clock runs, when it stood still, and how much it was extended by, in the rule's unit. */
export interface Run {
  readonly start: string;
  readonly pauses: readonly Pause[];
  readonly extendedBy?: number;
}

function limitFor(accountable: Owner, rule: RunRule, run: Run, refs: ClockRefs): Limit {
  const { start, pauses, extendedBy = 0 } = run;
  const { unit, pauseCap } = rule;
  const [calendar, zone] = [workingTimeFor(refs, accountable), zoneFor(refs, accountable)];
  return { start, pauses, limit: rule.limit + extendedBy, unit, pauseCap, calendar, zone };
}

/** When a limit is reached for an accountable body; null where a year's list is missing. */
export function dueFor(accountable: Owner, rule: RunRule, run: Run, refs: ClockRefs): string | null {
  const due = dueAt(limitFor(accountable, rule, run, refs));
  return isGap(due) ? null : due;
}

/** When a pause from an instant on ends by itself; null where a year's list is missing, undefined without a cap. */
export function pauseEndFor(
  accountable: Owner,
  rule: RunRule,
  run: Run,
  from: string,
  refs: ClockRefs,
): string | null | undefined {
  const end = pauseEndsAt(limitFor(accountable, rule, run, refs), from);
  return isGap(end) ? null : end;
}

/** The planned reminders before a due time, in order; those not after the instant given are left out. */
export function remindersFor(
  { accountable, reminded }: Pick<Clock, 'accountable' | 'reminded'>,
  { reminders = [] }: Pick<SlaRule, 'reminders'>,
  due: string | null,
  after: string,
  refs: ClockRefs,
): string[] {
  if (due === null || reminders.length === 0) return [];
  const [calendar, zone] = [workingTimeFor(refs, accountable), zoneFor(refs, accountable)];
  const instants = reminders.flatMap((reminder) => {
    const at = instantBefore({ ...reminder, dueAt: due, calendar, zone });
    return isGap(at) || at <= after || at >= due || reminded?.includes(at) ? [] : [at];
  });
  return [...new Set(instants)].sort();
}
