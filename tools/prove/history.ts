import {
  type Calendar,
  type ComplaintClass,
  complaintClasses,
  type Owner,
  type SlaPolicy,
} from '@satupintu/events';
import { someCalendar } from './calendars';
import { type Dice, diceOf } from './dice';
import { codes, owners, regions, type World } from './world';

export interface Pause {
  readonly from: string;
  readonly to: string;
}

/** One clock's history, as far as its due time and its ladder follow from it. */
export interface History {
  readonly seed: number;
  readonly calendar: Calendar;
  readonly policy: SlaPolicy;
  readonly accountable: Owner;
  readonly class: ComplaintClass;
  readonly kind: string;
  readonly round: number;
  /** in the unit of the rule */
  readonly extendedBy: number;
  readonly region: string | undefined;
  readonly startedAt: string;
  readonly pauses: readonly Pause[];
  /** from when a further pause runs */
  readonly pausedAt: string;
}

const day = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();
/** local midnights and their neighbours, opening and closing times in UTC, and 23:30 in Jakarta */
const edges = [
  '16:30',
  '17:00',
  '16:00',
  '15:00',
  '16:59',
  '00:30',
  '09:00',
  '08:00',
  '07:00',
  '09:30',
  '06:00',
];

function someInstant(dice: Dice): number {
  const date = Date.UTC(2024, 11, 1) + dice.between(0, 820) * day;
  if (dice.chance(40)) return date + dice.between(0, day - 1);
  const [hours = 0, minutes = 0] = dice.of(edges).split(':').map(Number);
  return date + (hours * 60 + minutes) * 60_000 + dice.of([0, -1, 1, 0, 60_000]);
}

function somePauses(dice: Dice, start: number): Pause[] {
  const count = dice.chance(50) ? 0 : dice.between(1, 4);
  return Array.from({ length: count }, () => {
    const from = dice.chance(30) ? someInstant(dice) : start + dice.between(-2 * day, 40 * day);
    return {
      from: iso(from),
      to: iso(from + dice.of([dice.between(0, 3_600_000), dice.between(0, 12 * day), day])),
    };
  });
}

/** So many histories share a random calendar, because a calendar costs more than a history. */
const shared = 200;
const random = new Map<number, Calendar>();

function calendarFor(seed: number, dice: Dice, { calendars }: World): Calendar {
  if (dice.chance(50)) return dice.of(calendars);
  const block = Math.floor(seed / shared);
  const [national] = calendars;
  const known = random.get(block) ?? (national && someCalendar(diceOf(~block), national, codes));
  if (!known) throw new Error('a world needs a calendar');
  random.clear();
  random.set(block, known);
  return known;
}

/** The history that a seed stands for. */
export function historyOf(seed: number, world: World): History {
  const dice = diceOf(seed);
  const calendar = calendarFor(seed, dice, world);
  const policy = dice.of(world.policies);
  const start = someInstant(dice);
  const pauses = somePauses(dice, start);
  const last = Math.max(start, ...pauses.map(({ to }) => Date.parse(to)));
  return {
    seed,
    calendar,
    policy,
    accountable: dice.of(owners),
    class: dice.of(complaintClasses),
    kind: dice.of(policy.rules).kind,
    round: dice.of([0, 0, 0, 1, 2, 3]),
    extendedBy: dice.of([0, 0, 0, 1, 2.5, 5]),
    region: dice.chance(80) ? dice.of(regions) : undefined,
    startedAt: iso(start),
    pauses,
    pausedAt: iso(last + dice.between(1, 5 * day)),
  };
}
