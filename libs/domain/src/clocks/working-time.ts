import {
  type Calendar,
  type CalendarDay,
  type CalendarLayer,
  type Hours,
  type WeekHours,
} from '@satupintu/events';
import { type DayNumber, dayOfDate, firstDayOf, ofWallTime, type Weekday, weekdayOf } from './local-time';

/** A stretch of working time within a day, in milliseconds since local midnight. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** One year of working time. Index 0 is 1 January; the sums have one element more than the year has days. */
export interface WorkingYear {
  readonly firstDay: DayNumber;
  readonly parts: readonly (readonly Part[])[];
  /** days with working time, in order */
  readonly workingDays: readonly DayNumber[];
  /** working days before each day of the year */
  readonly daysBefore: readonly number[];
  /** milliseconds of working time before each day of the year */
  readonly timeBefore: readonly number[];
}

/** When a body works. A year that nobody has published a list for is undefined. */
export interface WorkingTime {
  year(year: number): WorkingYear | undefined;
}

/** Whose working time is asked for. */
export interface Place {
  readonly organisation?: string | undefined;
  readonly unit?: string | undefined;
  readonly region?: string | undefined;
}

interface Resolved {
  readonly days: ReadonlyMap<DayNumber, CalendarDay['kind']>;
  readonly hours: Readonly<Record<'ordinary' | 'ramadan', Readonly<Record<Weekday, readonly Part[]>>>>;
  readonly everyDay: boolean;
  readonly daysOff: readonly CalendarDay['kind'][];
}

const lastYear = 9999;
const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** `32.04` belongs to `32`: layers from the widest to the narrowest. */
const widening = (region: string): string[] =>
  region.split('.').map((_, index, parts) => parts.slice(0, index + 1).join('.'));

/** Layers by the name of each, from the widest to the narrowest: regions, the organisation, its unit. */
function layersFor(calendar: Calendar, { organisation, unit, region }: Place): Map<string, CalendarLayer> {
  const regional = region === undefined ? [] : widening(region);
  const own = [organisation, unit].filter((code) => code !== undefined);
  const named = [
    ...regional.map((code) => [code, calendar.regions?.[code]] as const),
    ...own.map((code) => [code, calendar.organisations?.[code]] as const),
  ];
  return new Map(named.flatMap(([code, layer]) => (layer ? [[code, layer]] : [])));
}

const partsOf = (week: WeekHours) =>
  Object.fromEntries(
    weekdays.map((name) => [
      name,
      week[name].map(([from, to]) => ({ from: ofWallTime(from), to: ofWallTime(to) })),
    ]),
  ) as Record<Weekday, Part[]>;

/** A narrower layer overrides a wider one: its days by date, its hours and kinds of days off as a whole. */
function resolve(calendar: Calendar, layers: readonly CalendarLayer[]): Resolved {
  const days = [calendar.days, ...layers.map((layer) => layer.days ?? [])].flat();
  const hours: Hours = layers.findLast((layer) => layer.hours)?.hours ?? calendar.hours;
  const ordinary = partsOf(hours.ordinary);
  return {
    days: new Map(days.map(({ date, kind }) => [dayOfDate(date), kind])),
    hours: { ordinary, ramadan: hours.ramadan ? partsOf(hours.ramadan) : ordinary },
    everyDay: layers.findLast((layer) => layer.everyDay !== undefined)?.everyDay ?? false,
    daysOff: layers.findLast((layer) => layer.daysOff)?.daysOff ?? calendar.daysOff,
  };
}

/** A special working day on a Saturday has no hours of its own: it is worked like the first working day of the week. */
function hoursOn(
  week: Readonly<Record<Weekday, readonly Part[]>>,
  day: DayNumber,
  mustWork: boolean,
): readonly Part[] {
  const own = week[weekdayOf(day)];
  if (own.length > 0 || !mustWork) return own;
  return week[weekdays.find((name) => week[name].length > 0) ?? 'mon'];
}

function partsOn(ramadan: readonly Part[], resolved: Resolved, day: DayNumber): readonly Part[] {
  const { days, hours, everyDay, daysOff } = resolved;
  const kind = days.get(day);
  if (!everyDay && kind !== undefined && kind !== 'working_day' && daysOff.includes(kind)) return [];
  const fasting = ramadan.some(({ from, to }) => from <= day && day <= to);
  return hoursOn(fasting ? hours.ramadan : hours.ordinary, day, everyDay || kind === 'working_day');
}

const lengthOf = (parts: readonly Part[]) => parts.reduce((sum, { from, to }) => sum + to - from, 0);

function tabulate(year: number, partsOnDay: (day: DayNumber) => readonly Part[]): WorkingYear {
  const firstDay = firstDayOf(year);
  const length = firstDayOf(year + 1) - firstDay;
  const parts = Array.from({ length }, (_, index) => partsOnDay(firstDay + index));
  const [daysBefore, timeBefore] = [[0], [0]];
  for (const own of parts) {
    daysBefore.push((daysBefore.at(-1) ?? 0) + (own.length > 0 ? 1 : 0));
    timeBefore.push((timeBefore.at(-1) ?? 0) + lengthOf(own));
  }
  const workingDays = parts.flatMap((own, index) => (own.length > 0 ? [firstDay + index] : []));
  return { firstDay, parts, workingDays, daysBefore, timeBefore };
}

/** Working time by a function of the day, tabulated year by year as it is asked for. */
function workingTime(
  listed: (year: number) => boolean,
  partsOnDay: (day: DayNumber) => readonly Part[],
): WorkingTime {
  const years = new Map<number, WorkingYear>();
  return {
    year(year) {
      if (year > lastYear || !listed(year)) return undefined;
      const known = years.get(year) ?? tabulate(year, partsOnDay);
      years.set(year, known);
      return known;
    },
  };
}

function compile(calendar: Calendar, layers: readonly CalendarLayer[]): WorkingTime {
  const resolved = resolve(calendar, layers);
  const listed = new Set(calendar.years);
  const ramadan = calendar.ramadan.map(({ from, to }) => ({ from: dayOfDate(from), to: dayOfDate(to) }));
  const works = Object.values(resolved.hours.ordinary).some((parts) => parts.length > 0);
  const isListed = (year: number) => works && (resolved.everyDay || listed.has(year));
  return workingTime(isListed, (day) => partsOn(ramadan, resolved, day));
}

/** Tables of a calendar version are shared by all bodies with the same layers; they go when the version does. */
const compiled = new WeakMap<Calendar, Map<string, WorkingTime>>();

/** When a unit works under a version of the calendar: national, then its regions, its organisation's layer, its own. */
export function workingTimeOf(calendar: Calendar, place: Place = {}): WorkingTime {
  const layers = layersFor(calendar, place);
  const key = [...layers.keys()].join(' ');
  const tables = compiled.get(calendar) ?? new Map<string, WorkingTime>();
  compiled.set(calendar, tables);
  const known = tables.get(key) ?? compile(calendar, [...layers.values()]);
  tables.set(key, known);
  return known;
}

/** Every day from midnight to midnight, in all years: what calendar days are counted in. */
export const everyDayAroundTheClock: WorkingTime = workingTime(
  () => true,
  () => [{ from: 0, to: 86_400_000 }],
);
