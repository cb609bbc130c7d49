import { type Static, Type } from '@sinclair/typebox';
import { Code, LocalDate, Maybe, OneOf, Shape } from '../shapes';

export const DayKind = OneOf('national_holiday', 'joint_leave', 'election', 'working_day');
export const CalendarDay = Shape({
  date: LocalDate,
  kind: DayKind,
  name: Type.String(),
  source: Maybe(Type.String()),
});
export type CalendarDay = Static<typeof CalendarDay>;

const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$' });
/** `['07:30', '12:00']`, local wall time. */
export const DayPart = Type.Tuple([Time, Time]);
export const WeekHours = Shape({
  mon: Type.Array(DayPart),
  tue: Type.Array(DayPart),
  wed: Type.Array(DayPart),
  thu: Type.Array(DayPart),
  fri: Type.Array(DayPart),
  sat: Type.Array(DayPart),
  sun: Type.Array(DayPart),
});
export type WeekHours = Static<typeof WeekHours>;
/** Hours of ordinary weeks and of weeks in Ramadan. */
export const Hours = Shape({ ordinary: WeekHours, ramadan: Maybe(WeekHours) });
export type Hours = Static<typeof Hours>;

export const CalendarLayer = Shape({
  days: Maybe(Type.Array(CalendarDay)),
  hours: Maybe(Hours),
  /** open on every day of the year, holidays as well */
  everyDay: Maybe(Type.Boolean()),
  /** kinds of day that are days off here */
  daysOff: Maybe(Type.Array(DayKind)),
});
export type CalendarLayer = Static<typeof CalendarLayer>;

/** Working time of the nation, with layers for regions and organisations that differ. A version is whole: no look-back. */
export const Calendar = Shape({
  version: Code,
  effectiveFrom: LocalDate,
  /** years with a published list; any other year is an error that names it */
  years: Type.Array(Type.Integer()),
  days: Type.Array(CalendarDay),
  hours: Hours,
  ramadan: Type.Array(Shape({ from: LocalDate, to: LocalDate, source: Maybe(Type.String()) })),
  /** kinds of day that are days off */
  daysOff: Type.Array(DayKind),
  regions: Maybe(Type.Record(Type.String(), CalendarLayer)),
  /** by code of the organisation or of a unit, whose layer lies over its organisation's */
  organisations: Maybe(Type.Record(Type.String(), CalendarLayer)),
});
export type Calendar = Static<typeof Calendar>;
