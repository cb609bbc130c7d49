import { type Hop, isGap, workingTimeBetween, workingTimeOf } from '@satupintu/domain';
import { type Reference } from '@satupintu/service';

const HOUR = 3_600_000;

/** A hop with what its refusal cost in hours that the body works; absent where no calendar covers them. */
export type CountedHop = Hop & { readonly workingHoursLost?: number };

/** Counts each refusal in the working time of the body that had the case, by the calendar in effect now. */
export function countedHops(hops: readonly Hop[], reference: Reference): CountedHop[] {
  if (reference.calendars().length === 0) return [...hops];
  const calendar = reference.calendar();
  const directory = reference.directory();
  return hops.map((hop) => {
    const { organisation, unit, offeredAt, endedAt } = hop;
    if (hop.outcome !== 'declined' || endedAt === undefined) return hop;
    const region = directory.regionOf(organisation);
    const worked = workingTimeBetween(
      workingTimeOf(calendar, { organisation, region }),
      directory.timeZoneOf(organisation, unit),
      Date.parse(offeredAt),
      Date.parse(endedAt),
    );
    return isGap(worked) ? hop : { ...hop, workingHoursLost: Math.round((worked / HOUR) * 100) / 100 };
  });
}
