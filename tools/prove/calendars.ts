import {
  type Calendar,
  type CalendarDay,
  type CalendarLayer,
  type Hours,
  type WeekHours,
} from '@satupintu/events';
import { type Dice } from './dice';

const none: WeekHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const eachDay = (parts: WeekHours['mon']): WeekHours =>
  Object.fromEntries(names.map((name) => [name, parts])) as unknown as WeekHours;
const aroundTheClock: Hours = { ordinary: eachDay([['00:00', '24:00']]) };
const sixDays: Hours = {
  ordinary: { ...eachDay([['08:00', '14:00']]), fri: [['08:00', '11:00']], sun: [] },
};
const nights: Hours = {
  ordinary: {
    ...none,
    mon: [['20:00', '24:00']],
    wed: [
      ['00:00', '06:30'],
      ['21:15', '24:00'],
    ],
    sat: [['09:00', '09:01']],
  },
  ramadan: {
    ...none,
    tue: [['22:00', '24:00']],
    sun: [
      ['03:00', '04:00'],
      ['04:00', '05:00'],
    ],
  },
};

const day = (date: string, kind: CalendarDay['kind']): CalendarDay => ({ date, kind, name: kind });

/** Versions as an installation may publish them, out of the one that ships. */
export function calendarVersions(national: Calendar): Calendar[] {
  const version = (name: string, over: Partial<Calendar>): Calendar => ({
    ...national,
    version: name,
    ...over,
  });
  const decree = [
    ...national.days,
    day('2025-08-18', 'joint_leave'),
    day('2026-04-18', 'working_day'),
    day('2026-06-01', 'working_day'),
    day('2026-04-13', 'joint_leave'),
  ];
  const regions: Record<string, CalendarLayer> = {
    '32': { days: [day('2026-03-24', 'election')], hours: sixDays },
    '32.04': { days: [day('2026-03-24', 'working_day'), day('2026-05-04', 'national_holiday')] },
    '51': { days: [day('2026-06-17', 'joint_leave'), day('2026-06-18', 'national_holiday')] },
    '94': { hours: nights },
    '94.71': { everyDay: true },
  };
  return [
    national,
    version('decree', { effectiveFrom: '2025-08-07', days: decree }),
    version('leave-counts', { effectiveFrom: '2025-01-01', daysOff: ['national_holiday', 'election'] }),
    version('layered', { effectiveFrom: '2026-01-01', days: decree, regions }),
    version('hospitals', {
      effectiveFrom: '2026-02-01',
      regions: { '73': { hours: sixDays } },
      organisations: {
        'gov.32': { hours: aroundTheClock, everyDay: true },
        'gov.73': { days: [day('2026-12-25', 'working_day')], everyDay: false },
        'gov.94': { hours: aroundTheClock },
        'nat.bpjs': { everyDay: true },
        'gov.32.04': { daysOff: ['national_holiday'] },
        'gov.32.04/dinas-kesehatan': { hours: aroundTheClock, everyDay: true },
        'gov.94.71/rsud-jayapura': { hours: sixDays, daysOff: [] },
      },
    }),
    version('one-fast', { effectiveFrom: '2026-03-01', hours: { ordinary: national.hours.ordinary } }),
    version('short-list', { effectiveFrom: '2026-05-01', years: [2024, 2025, 2026] }),
  ];
}

const pad = (value: number) => String(value).padStart(2, '0');
const wall = (minutes: number) => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;

function someParts(dice: Dice): WeekHours['mon'] {
  const edges = new Set<number>();
  for (let count = dice.between(0, 3) * 2; edges.size < count;) edges.add(dice.between(0, 96) * 15);
  const sorted = [...edges].sort((one, other) => one - other);
  return sorted.flatMap((from, index) =>
    index % 2 === 0 ? [[wall(from), wall(sorted[index + 1] ?? 1440)] as [string, string]] : [],
  );
}

const someWeek = (dice: Dice): WeekHours => ({
  ...(Object.fromEntries(
    names.map((name) => [name, dice.chance(75) ? someParts(dice) : []]),
  ) as unknown as WeekHours),
  [dice.of(names)]: [['07:00', '15:00']],
});
const someHours = (dice: Dice): Hours => ({
  ordinary: someWeek(dice),
  ...(dice.chance(50) && { ramadan: someWeek(dice) }),
});

const kinds = ['national_holiday', 'joint_leave', 'election', 'working_day'] as const;
const someDays = (dice: Dice, most: number): CalendarDay[] =>
  Array.from({ length: dice.between(0, most) }, () => {
    const date = new Date(Date.UTC(2025, 0, dice.between(1, 900))).toISOString().slice(0, 10);
    return day(date, dice.of(kinds));
  });

const daysOffs = [
  ['national_holiday', 'joint_leave', 'election'],
  ['national_holiday', 'election'],
  ['national_holiday'],
  [],
] as const;

const someLayer = (dice: Dice): CalendarLayer => ({
  ...(dice.chance(60) && { days: someDays(dice, 25) }),
  ...(dice.chance(35) && { hours: someHours(dice) }),
  ...(dice.chance(25) && { everyDay: dice.chance(70) }),
  ...(dice.chance(25) && { daysOff: [...dice.of(daysOffs)] }),
});

/** A calendar that nobody would publish, and that has one meaning all the same. */
export function someCalendar(
  dice: Dice,
  national: Calendar,
  codes: { regions: string[]; bodies: string[] },
): Calendar {
  const layers = (of: readonly string[]) =>
    Object.fromEntries(of.filter(() => dice.chance(40)).map((code) => [code, someLayer(dice)]));
  return {
    ...national,
    version: 'random',
    years: national.years.filter((year) => year !== 2027 || dice.chance(70)),
    days: [...national.days, ...someDays(dice, 40)],
    hours: dice.chance(50) ? national.hours : someHours(dice),
    daysOff: [...dice.of(daysOffs)],
    regions: layers(codes.regions),
    organisations: layers(codes.bodies),
  };
}
