import { type Calendar, type CalendarLayer, type Hours, type WeekHours } from '@satupintu/events';
import { type CalendarAmendment } from './amend-calendar';
import { isDate, ofWallTime } from './local-time';
import { type WorkingTime, workingTimeOf } from './working-time';

/** One fault: where it is (JSON pointer) and what is wrong. */
export interface PolicyFault {
  readonly pointer: string;
  readonly detail: string;
}

/** Which codes exist. */
export interface Known {
  region(code: string): boolean;
  organisation(code: string): boolean;
  unit(code: string): boolean;
}

export const fault = (pointer: string, detail: string): PolicyFault => ({ pointer, detail });
/** RFC 6901 */
export const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

export function checkDate(date: string, pointer: string): PolicyFault[] {
  return isDate(date) ? [] : [fault(pointer, `${date} is not a date`)];
}

type Days = readonly { readonly date: string; readonly kind: string }[];
function checkDays(days: Days, pointer: string): PolicyFault[] {
  const seen = new Map<string, number>();
  return days.flatMap(({ date }, index) => {
    const first = seen.get(date);
    seen.set(date, first ?? index);
    const twice =
      first === undefined ? [] : [fault(`${pointer}/${index}/date`, `${date} is named before, at ${first}`)];
    return [...checkDate(date, `${pointer}/${index}/date`), ...twice];
  });
}

function checkWeek(week: WeekHours, pointer: string): PolicyFault[] {
  const faults = Object.entries(week).flatMap(([name, parts]) =>
    parts.flatMap(([from, to], index) => {
      const before = parts[index - 1]?.[1] ?? '00:00';
      const at = `${pointer}/${name}/${index}`;
      if (ofWallTime(from) >= ofWallTime(to)) return [fault(at, `${from} is not before ${to}`)];
      return ofWallTime(from) < ofWallTime(before)
        ? [fault(at, `${from} comes before the end of the part before, ${before}`)]
        : [];
    }),
  );
  const isEmpty = Object.values(week).every((parts) => parts.length === 0);
  return isEmpty ? [fault(pointer, 'a calendar needs working time: no day has any')] : faults;
}

const checkHours = (hours: Hours | undefined, pointer: string): PolicyFault[] =>
  hours
    ? [
        ...checkWeek(hours.ordinary, `${pointer}/ordinary`),
        ...(hours.ramadan ? checkWeek(hours.ramadan, `${pointer}/ramadan`) : []),
      ]
    : [];

function checkDaysOff(daysOff: Calendar['daysOff'] | undefined, pointer: string): PolicyFault[] {
  const off = daysOff?.indexOf('working_day') ?? -1;
  return off < 0 ? [] : [fault(`${pointer}/${off}`, 'a working day cannot be a day off')];
}

const checkLayer = (layer: CalendarLayer, pointer: string): PolicyFault[] => [
  ...checkDays(layer.days ?? [], `${pointer}/days`),
  ...checkHours(layer.hours, `${pointer}/hours`),
  ...checkDaysOff(layer.daysOff, `${pointer}/daysOff`),
];

function checkLayers(
  layers: Readonly<Record<string, CalendarLayer>> | undefined,
  name: 'regions' | 'organisations',
  exists: (code: string) => boolean,
): PolicyFault[] {
  return Object.entries(layers ?? {}).flatMap(([code, layer]) => {
    const pointer = `/${name}/${escaped(code)}`;
    return exists(code) ? checkLayer(layer, pointer) : [fault(pointer, `${code} is not known`)];
  });
}

function checkRamadan(ramadan: Calendar['ramadan']): PolicyFault[] {
  return ramadan.flatMap(({ from, to }, index) => [
    ...checkDate(from, `/ramadan/${index}/from`),
    ...checkDate(to, `/ramadan/${index}/to`),
    ...(from > to ? [fault(`/ramadan/${index}`, `${from} is after ${to}`)] : []),
  ]);
}

/** What is wrong with a posted amendment, or with a whole version; pointers are into it. */
export function checkCalendar(posted: CalendarAmendment | Calendar, known: Known): PolicyFault[] {
  return [
    ...checkDate(posted.effectiveFrom, '/effectiveFrom'),
    ...checkDays(posted.days, '/days'),
    ...checkHours(posted.hours, '/hours'),
    ...checkRamadan(posted.ramadan ?? []),
    ...checkDaysOff(posted.daysOff, '/daysOff'),
    ...checkLayers(posted.regions, 'regions', (code) => known.region(code)),
    ...checkLayers(
      posted.organisations,
      'organisations',
      (code) => known.organisation(code) || known.unit(code),
    ),
  ];
}

/** The first year of its list in which nobody would work. */
const idleYear = ({ years }: Calendar, working: WorkingTime) =>
  years.find((year) => working.year(year)?.workingDays.length === 0);

/** A layer that takes a whole year away from who works by it. */
function idleLayers(calendar: Calendar, name: 'regions' | 'organisations'): PolicyFault[] {
  return Object.keys(calendar[name] ?? {}).flatMap((code) => {
    const place = name === 'regions' ? { region: code } : { organisation: code };
    const year = idleYear(calendar, workingTimeOf(calendar, place));
    return year === undefined
      ? []
      : [fault(`/${name}/${escaped(code)}/days`, `${year} would have no working day`)];
  });
}

/**
 * What only the whole version shows: a day in a year without a list, a year without any working day. Pointers are into
 * what was posted.
 */
export function checkWhole(calendar: Calendar, posted: CalendarAmendment = calendar): PolicyFault[] {
  const listed = new Set(calendar.years);
  const strays = posted.days.flatMap(({ date }, index) =>
    listed.has(Number(date.slice(0, 4)))
      ? []
      : [
          fault(
            `/days/${index}/date`,
            `${date} lies in a year whose list is not published: name it in years`,
          ),
        ],
  );
  const idle = idleYear(calendar, workingTimeOf(calendar));
  return [
    ...strays,
    ...(idle === undefined ? [] : [fault('/days', `${idle} would have no working day`)]),
    ...idleLayers(calendar, 'regions'),
    ...idleLayers(calendar, 'organisations'),
  ];
}
