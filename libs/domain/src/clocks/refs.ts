import { type Calendar, type Owner, type SlaPolicy, type SlaRule, type TimeZone } from '@satupintu/events';
import { type Case, type Clock } from '../life/case';
import { type DirectoryIndex } from '../routing/directory';
import { dueAt, type Pause } from './due';
import { localDate } from './local-time';
import { ruleFor } from './policy';
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

/** Working time of the accountable body. An office of the Ombudsman works by the calendar of its province. */
export function workingTimeFor({ calendar, directory }: ClockRefs, { organisation, unit }: Owner) {
  const office = organisation === 'ombudsman' ? unit?.split('/')[1] : undefined;
  return workingTimeOf(calendar, {
    organisation,
    region: office ?? directory.organisation(organisation)?.region,
  });
}

/** The rule in force for a clock of a case; undefined where policy sets no limit. */
export const ruleOf = (
  state: Case,
  { kind, accountable, startedAt }: Pick<Clock, 'kind' | 'accountable' | 'startedAt'>,
  refs: ClockRefs,
): SlaRule | undefined =>
  ruleFor(refs.policy, {
    kind,
    class: state.class,
    organisation: accountable.organisation,
    on: localDate(startedAt, zoneFor(refs, accountable)),
  });

/** When a limit is reached for an accountable body; null where a year's list is missing. */
export function dueFor(
  accountable: Owner,
  { limit, unit }: Pick<SlaRule, 'limit' | 'unit'>,
  run: { readonly start: string; readonly pauses: readonly Pause[] },
  refs: ClockRefs,
): string | null {
  const calendar = workingTimeFor(refs, accountable);
  const due = dueAt({ ...run, limit, unit, calendar, zone: zoneFor(refs, accountable) });
  return isGap(due) ? null : due;
}
