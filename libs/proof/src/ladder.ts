import { type Calendar, type Directory, type LadderStep, type Owner } from '@satupintu/events';
import { bodyOf, isSupervisor, officeFor, tierAbove, zoneOf } from './bodies';
import { reached, type Stillness } from './walk';

/** A step of the ladder: to whom, and when; null where the way there leads through a year without a list. */
export interface Rung {
  readonly level: number;
  readonly to: Owner;
  readonly at: string | null;
}

export interface Breach {
  readonly accountable: Owner;
  /** of the case, when the limit was broken */
  readonly region?: string | undefined;
  readonly directory: Directory;
  readonly calendar: Calendar;
  /** in which nothing climbed, because the case followed another one */
  readonly still?: readonly Stillness[];
}

/** To whom a step is addressed; what the Ombudsman handles itself stays with its centre. */
function addresseeOf(to: LadderStep['to'], { accountable, region, directory }: Breach): Owner {
  const { organisation } = accountable;
  if (isSupervisor(accountable)) return { organisation };
  switch (to) {
    case 'unit':
      return accountable;
    case 'coordinator':
      return { organisation };
    case 'tier_above':
      return { organisation: tierAbove(directory, organisation) };
    case 'ombudsman':
      return officeFor(directory, organisation, region);
  }
}

/** The steps of a ladder, each counted in working time from the one before it, the first from `from`. */
export function climb(steps: readonly LadderStep[], from: string | null, breach: Breach): Rung[] {
  const { accountable, directory, calendar, still = [] } = breach;
  const counted = { calendar, body: bodyOf(directory, accountable), zone: zoneOf(directory, accountable) };
  const rungs: Rung[] = [];
  let at = from;
  for (const { level, to, after, unit } of steps) {
    if (after > 0 && at !== null) at = reached({ ...counted, start: at, amount: after, unit, pauses: still });
    rungs.push({ level, to: addresseeOf(to, breach), at });
  }
  return rungs;
}
