import { type Calendar, type SlaPolicy } from '@satupintu/events';
import { amendCalendar, amendLaterCalendars, type CalendarAmendment } from './amend-calendar';
import { amendLaterPolicies, amendPolicy } from './amend-policy';
import { addWorkingDays } from './count';
import { dateOfDay, dayOfDate } from './local-time';
import { national, shippedPolicy } from './shipped.fixture';
import { inForce } from './versions';
import { workingTimeOf } from './working-time';

const holiday = (date: string, name = 'Libur') => ({ date, kind: 'national_holiday' as const, name });
const nextDay = (calendar: Calendar, date: string) =>
  dateOfDay(addWorkingDays(workingTimeOf(calendar), dayOfDate(date), 1) as number);
const on = <V extends Calendar | SlaPolicy>(published: readonly V[], date: string): V =>
  inForce(published, `${date}T05:00:00.000Z`)!;

/** What the service publishes for an amendment: the version of its day, and the later ones anew. */
function publishCalendar(published: readonly Calendar[], posted: CalendarAmendment): readonly Calendar[] {
  const amended = amendCalendar(on(published, posted.effectiveFrom), posted);
  return [...published, amended, ...amendLaterCalendars(published, posted)];
}

describe('a list for next year, and a decree before it takes effect', () => {
  const list: CalendarAmendment = {
    effectiveFrom: '2027-01-01',
    days: [holiday('2027-01-04', 'Libur tambahan')],
    daysOff: ['national_holiday', 'election'],
  };
  const decree: CalendarAmendment = {
    effectiveFrom: '2026-12-01',
    days: [holiday('2026-12-28'), holiday('2027-01-05')],
    daysOff: ['national_holiday'],
  };
  const published = publishCalendar(publishCalendar([national], list), decree);

  it('keeps the decree when the list takes effect', () => {
    const [before, after] = [on(published, '2026-12-15'), on(published, '2027-01-02')];
    expect(nextDay(before, '2026-12-27')).toBe('2026-12-29');
    expect(nextDay(after, '2026-12-27')).toBe('2026-12-29');
    expect(nextDay(after, '2027-01-03')).toBe('2027-01-06');
  });

  it('leaves to the list what it settled for its own time', () => {
    expect(on(published, '2026-12-15').daysOff).toEqual(['national_holiday']);
    expect(on(published, '2027-01-02').daysOff).toEqual(['national_holiday', 'election']);
  });

  it('lets a decree that was forgotten reach what is in force already', () => {
    const late = publishCalendar(publishCalendar([national], decree), {
      effectiveFrom: '2026-11-01',
      days: [holiday('2026-12-30')],
    });
    expect(nextDay(on(late, '2026-12-15'), '2026-12-29')).toBe('2026-12-31');
    expect(nextDay(on(late, '2026-12-15'), '2026-12-27')).toBe('2026-12-29');
  });

  it('makes nothing anew where nothing is to come', () => {
    expect(amendLaterCalendars([national], decree)).toEqual([]);
  });
});

describe('a policy to come, and a change before it takes effect', () => {
  const rule = (key: string, limit: number) => ({
    ...shippedPolicy.rules.find((each) => each.key === key)!,
    limit,
  });
  const limitOf = (policy: SlaPolicy, key: string) => policy.rules.find((each) => each.key === key)?.limit;
  const coming = amendPolicy(shippedPolicy, {
    effectiveFrom: '2027-01-01',
    rules: [rule('resolve.complaint', 7)],
    organisations: { 'gov.33.18': { 'resolve.complaint': 5 } },
  });
  const change = {
    effectiveFrom: '2026-12-01',
    rules: [rule('resolve.complaint', 10), rule('contribute', 8)],
    organisations: { 'gov.33.18': { 'resolve.complaint': 6, contribute: 4 } },
  };
  const [later] = amendLaterPolicies([shippedPolicy, coming], change);

  it('carries over what the coming one did not settle, and nothing else', () => {
    expect(limitOf(later!, 'contribute')).toBe(8);
    expect(limitOf(later!, 'resolve.complaint')).toBe(7);
    expect(later!.organisations).toEqual({ 'gov.33.18': { 'resolve.complaint': 5, contribute: 4 } });
    expect(later!.effectiveFrom).toBe('2027-01-01');
  });
});
