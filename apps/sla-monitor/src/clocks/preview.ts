import {
  countedDays,
  dueAt,
  isGap,
  type Limit,
  workingTimeFor,
  workingTimeOf,
  zoneFor,
} from '@satupintu/domain';
import { type Calendar, type LimitUnit, type Owner, type SlaPolicy } from '@satupintu/events';
import { type DirectoryIndex } from '@satupintu/domain';
import { type Fault, Problem } from '@satupintu/service';
import { type Static } from '@sinclair/typebox';
import { isInstant, type PreviewBody } from './shapes';

type Asked = Static<typeof PreviewBody>;
export interface Books {
  readonly calendar: Calendar;
  readonly policy: SlaPolicy;
  readonly directory: DirectoryIndex;
}

const malformed = (...errors: readonly Fault[]) =>
  new Problem(400, 'invalid-body', 'The body does not have the shape of this call.', { errors });
const refused = (code: string, detail: string, pointer: string) =>
  new Problem(422, code, detail, { errors: [{ pointer, detail }] });

const iso = (text: string) => new Date(text).toISOString();

/** What a schema cannot say. @throws Problem 400 `invalid-body` */
export function checkAsked({ start, rule, limit, unit, region, organisation, pauses = [] }: Asked): void {
  const faults: Fault[] = [];
  if (!isInstant(start)) faults.push({ pointer: '/start', detail: 'is not an instant' });
  if (rule !== undefined && (limit ?? unit) !== undefined)
    faults.push({ pointer: '/rule', detail: 'either a rule, or limit and unit' });
  if (rule === undefined && limit === undefined)
    faults.push({ pointer: '/limit', detail: 'is missing, and so is rule' });
  if (rule === undefined && unit === undefined)
    faults.push({ pointer: '/unit', detail: 'is missing, and so is rule' });
  if (unit !== 'working_hours' && !Number.isInteger(limit ?? 1))
    faults.push({ pointer: '/limit', detail: 'a limit in days is whole' });
  if (region !== undefined && organisation !== undefined)
    faults.push({ pointer: '/region', detail: 'either a region, or an organisation' });
  pauses.forEach(({ from, to }, index) => {
    if (isInstant(from) && isInstant(to) && Date.parse(from) <= Date.parse(to)) return;
    faults.push({ pointer: `/pauses/${index}`, detail: 'is not a time from an instant to a later one' });
  });
  if (faults.length > 0) throw malformed(...faults);
}

const ownerOf = (code: string): Owner => {
  const [organisation = ''] = code.split('/');
  return code === organisation ? { organisation } : { organisation, unit: code };
};

/** Whose working time and zone count. @throws Problem 422 `unknown-region`, `unknown-organisation` */
function placeOf({ region, organisation: code }: Asked, books: Books) {
  const { calendar, directory } = books;
  if (code !== undefined) {
    if (!directory.exists(code))
      throw refused('unknown-organisation', `${code} is not in the directory.`, '/organisation');
    return { calendar: workingTimeFor(books, ownerOf(code)), zone: zoneFor(books, ownerOf(code)) };
  }
  if (region !== undefined && directory.regionName(region) === undefined) {
    throw refused('unknown-region', `${region} is not a region of the national list.`, '/region');
  }
  const zone = directory.timeZoneOf(directory.placeOwner(region));
  return { calendar: workingTimeOf(calendar, { region }), zone };
}

/** @throws Problem 422 `unknown-rule` */
function limitOf(
  { rule, limit, unit, organisation }: Asked,
  policy: SlaPolicy,
): { limit: number; unit: LimitUnit; pauseCap?: number } {
  if (limit !== undefined && unit !== undefined) return { limit, unit };
  const found = policy.rules.find(({ key }) => key === rule);
  if (!found) throw refused('unknown-rule', `${rule ?? ''} is not a rule of the policy in force.`, '/rule');
  const body = organisation === undefined ? '' : ownerOf(organisation).organisation;
  const own = policy.organisations?.[body]?.[found.key];
  const { unit: of, pauseCap } = found;
  return { limit: Math.min(found.limit, own ?? found.limit), unit: of, ...(pauseCap && { pauseCap }) };
}

/** When a limit would be reached, and the days that it counts. @throws Problem 422 `year-without-list` naming the year */
export function preview(asked: Asked, books: Books) {
  const { calendar, policy } = books;
  const place = placeOf(asked, books);
  const { pauseCap, ...limit } = limitOf(asked, policy);
  const pauses = (asked.pauses ?? []).map(({ from, to }) => ({ from: iso(from), to: iso(to) }));
  const full: Limit = {
    start: iso(asked.start),
    ...limit,
    ...place,
    pauses,
    pauseCap,
  };
  const due = dueAt(full);
  if (isGap(due)) {
    const detail = `No list of public holidays is published for ${due.yearWithoutList}.`;
    throw new Problem(422, 'year-without-list', detail);
  }
  const versions = { calendarVersion: calendar.version, policyVersion: policy.version };
  return { dueAt: due, countedDays: countedDays(full, due), ...versions, ...limit, timeZone: place.zone };
}
