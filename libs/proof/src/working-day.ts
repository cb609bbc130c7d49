import { type Calendar, type CalendarLayer, type Hours, type WeekHours } from '@satupintu/events';
import { dateOf, type Day, type WeekdayName, weekdayOf } from './wall-clock';

/** Whose working time: each part narrows the one before. */
export interface Body {
  readonly region?: string | undefined;
  readonly organisation?: string | undefined;
  readonly unit?: string | undefined;
}

/** From which minute of the local day to before which other one there is work; in order. Empty on a day off. */
export type Worked = readonly (readonly [from: number, before: number])[];
/** A day of a year whose list of holidays nobody has published. */
export const unlisted = 'unlisted';

/** The layers that a body has, the narrowest first: its unit, its organisation, its district up to its province. */
function layersOf(calendar: Calendar, { region, organisation, unit }: Body): CalendarLayer[] {
  const own = [unit, organisation].map((code) =>
    code === undefined ? undefined : calendar.organisations?.[code],
  );
  const places: (CalendarLayer | undefined)[] = [];
  for (let place = region ?? ''; place !== ''; place = place.slice(0, Math.max(0, place.lastIndexOf('.'))))
    places.push(calendar.regions?.[place]);
  return [...own, ...places].filter((layer) => layer !== undefined);
}

/** What the narrowest layer that says anything says. */
function narrowest<T>(
  layers: readonly CalendarLayer[],
  ask: (layer: CalendarLayer) => T | undefined,
): T | undefined {
  for (const layer of layers) {
    const said = ask(layer);
    if (said !== undefined) return said;
  }
  return undefined;
}

const kindIn = (days: CalendarLayer['days'], date: string) =>
  days?.findLast((day) => day.date === date)?.kind;

const minuteOf = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3, 5));
const workedIn = (week: WeekHours, name: WeekdayName): Worked =>
  week[name].map(([from, to]) => [minuteOf(from), minuteOf(to)] as const);

const fromMonday: readonly WeekdayName[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const hasWork = (week: WeekHours) => fromMonday.some((name) => week[name].length > 0);

/** Hours of a weekday; a day that must be worked without hours of its own is worked like the week's first day of work. */
function hoursOn(week: WeekHours, day: Day, isOrdered: boolean): Worked {
  const own = workedIn(week, weekdayOf(day));
  if (own.length > 0 || !isOrdered) return own;
  const first = fromMonday.find((name) => week[name].length > 0);
  return first === undefined ? [] : workedIn(week, first);
}

function look(calendar: Calendar, body: Body, day: Day): Worked | typeof unlisted {
  const layers = layersOf(calendar, body);
  const date = dateOf(day);
  const hours: Hours = narrowest(layers, (layer) => layer.hours) ?? calendar.hours;
  const isOpenEveryDay = narrowest(layers, (layer) => layer.everyDay) ?? false;
  const isListed = calendar.years.includes(Number(date.slice(0, 4)));
  if (!hasWork(hours.ordinary) || !(isOpenEveryDay || isListed)) return unlisted;
  const kind = narrowest(layers, (layer) => kindIn(layer.days, date)) ?? kindIn(calendar.days, date);
  const isOrdered = isOpenEveryDay || kind === 'working_day';
  const daysOff = narrowest(layers, (layer) => layer.daysOff) ?? calendar.daysOff;
  if (!isOrdered && kind !== undefined && daysOff.includes(kind)) return [];
  const isFasting = calendar.ramadan.some(({ from, to }) => from <= date && date <= to);
  return hoursOn(isFasting ? (hours.ramadan ?? hours.ordinary) : hours.ordinary, day, isOrdered);
}

/** Days that were looked at before; they go with their calendar. */
const seen = new WeakMap<Calendar, Map<string, Map<Day, Worked | typeof unlisted>>>();

/** When a body works on a local day, read from the published calendar itself. */
export function workedOn(calendar: Calendar, body: Body): (day: Day) => Worked | typeof unlisted {
  const bodies = seen.get(calendar) ?? new Map<string, Map<Day, Worked | typeof unlisted>>();
  seen.set(calendar, bodies);
  const name = `${body.unit ?? ''}|${body.organisation ?? ''}|${body.region ?? ''}`;
  const days = bodies.get(name) ?? new Map<Day, Worked | typeof unlisted>();
  bodies.set(name, days);
  return (day) => {
    const known = days.get(day) ?? look(calendar, body, day);
    days.set(day, known);
    return known;
  };
}
