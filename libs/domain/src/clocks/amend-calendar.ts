import { type Calendar, type CalendarDay, type CalendarLayer, type Hours } from '@satupintu/events';
import { isTakenOver, type Scheduled, scheduledAfter } from './scheduled';
import { versionName } from './versions';

/**
 * A decree as it is published: the days that it names, and what differs for regions and bodies. It amends the version
 * in force; what it does not name stays.
 */
export interface CalendarAmendment {
  readonly effectiveFrom: string;
  readonly days: readonly CalendarDay[];
  readonly regions?: Readonly<Record<string, CalendarLayer>>;
  readonly organisations?: Readonly<Record<string, CalendarLayer>>;
  readonly hours?: Hours;
  readonly ramadan?: Calendar['ramadan'];
  readonly daysOff?: Calendar['daysOff'];
  /** years whose list this completes; else those in which it names a national holiday */
  readonly years?: readonly number[];
}

const yearOf = (date: string) => Number(date.slice(0, 4));

/** By date: `working_day` takes a holiday away, anything else replaces what the day was. */
function daysOver(previous: readonly CalendarDay[], posted: readonly CalendarDay[]): CalendarDay[] {
  const byDate = new Map([...previous, ...posted].map((day) => [day.date, day]));
  return [...byDate.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
}

function layerOver(previous: CalendarLayer | undefined, posted: CalendarLayer): CalendarLayer {
  const days = daysOver(previous?.days ?? [], posted.days ?? []);
  return { ...previous, ...posted, ...(days.length > 0 && { days }) };
}

type Layers = Readonly<Record<string, CalendarLayer>>;
function layersOver(previous: Layers = {}, posted: Layers = {}): Record<string, CalendarLayer> {
  const changed = Object.entries(posted).map(
    ([code, layer]) => [code, layerOver(previous[code], layer)] as const,
  );
  return { ...previous, ...Object.fromEntries(changed) };
}

function ramadanOver(previous: Calendar['ramadan'], posted: Calendar['ramadan']): Calendar['ramadan'] {
  const replaced = new Set(posted.map(({ from }) => yearOf(from)));
  const kept = previous.filter(({ from }) => !replaced.has(yearOf(from)));
  return [...kept, ...posted].sort((one, other) => (one.from < other.from ? -1 : 1));
}

/** A year counts as published with its first national holiday; a single special working day publishes no list. */
function yearsOver(previous: readonly number[], { days, years }: CalendarAmendment): number[] {
  const named = days.filter(({ kind }) => kind === 'national_holiday').map(({ date }) => yearOf(date));
  return [...new Set([...previous, ...(years ?? named)])].sort((one, other) => one - other);
}

const ifAny = <K extends string>(name: K, layers: Layers) =>
  (Object.keys(layers).length > 0 ? { [name]: layers } : {}) as { [N in K]?: Record<string, CalendarLayer> };

/** The whole version that an amendment makes of the one in force. */
export function amendCalendar(previous: Calendar, posted: CalendarAmendment): Calendar {
  const content: Omit<Calendar, 'version'> = {
    effectiveFrom: posted.effectiveFrom,
    years: yearsOver(previous.years, posted),
    days: daysOver(previous.days, posted.days),
    hours: posted.hours ?? previous.hours,
    ramadan: ramadanOver(previous.ramadan, posted.ramadan ?? []),
    daysOff: posted.daysOff ?? previous.daysOff,
    ...ifAny('regions', layersOver(previous.regions, posted.regions)),
    ...ifAny('organisations', layersOver(previous.organisations, posted.organisations)),
  };
  return { version: versionName(posted.effectiveFrom, previous.version, content), ...content };
}

type Regular = Pick<CalendarLayer, 'hours' | 'daysOff' | 'everyDay'>;
/** Days are facts, of which the last word counts; a later version's hours and kinds of days off stay its own. */
function regularIn(posted: Regular, version: Regular = {}, over: Regular = {}): Regular {
  const { hours, daysOff, everyDay } = posted;
  return {
    ...(hours && isTakenOver(version.hours, over.hours) && { hours }),
    ...(daysOff && isTakenOver(version.daysOff, over.daysOff) && { daysOff }),
    ...(everyDay !== undefined && isTakenOver(version.everyDay, over.everyDay) && { everyDay }),
  };
}

function layersIn(posted: Layers = {}, version: Layers = {}, over: Layers = {}): Layers {
  const layers = Object.entries(posted).map(
    ([code, layer]) =>
      [
        code,
        { ...(layer.days && { days: layer.days }), ...regularIn(layer, version[code], over[code]) },
      ] as const,
  );
  return Object.fromEntries(layers);
}

/** What of an amendment holds in a version that takes effect later. */
function holdingIn({ version, over }: Scheduled<Calendar>, posted: CalendarAmendment): CalendarAmendment {
  const { days, years, ramadan, regions, organisations } = posted;
  return {
    effectiveFrom: version.effectiveFrom,
    days,
    ...(years && { years }),
    ...(ramadan && { ramadan }),
    ...regularIn(posted, version, over),
    regions: layersIn(regions, version.regions, over.regions),
    organisations: layersIn(organisations, version.organisations, over.organisations),
  };
}

/** The versions that take effect after an amendment, made anew so that none of them loses it. */
export const amendLaterCalendars = (published: readonly Calendar[], posted: CalendarAmendment): Calendar[] =>
  scheduledAfter(published, posted.effectiveFrom).map((later) =>
    amendCalendar(later.version, holdingIn(later, posted)),
  );
