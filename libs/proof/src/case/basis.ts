import {
  type Calendar,
  type ComplaintClass,
  type Directory,
  type LimitUnit,
  type SlaPolicy,
  type SlaRule,
} from '@satupintu/events';
import { bodyOf, zoneOf } from '../bodies';
import { remindedAt } from '../reminders';
import { effectAt } from '../references';
import { ladderFor, ruleAskedFor } from '../rules';
import { climb, type Rung } from '../ladder';
import { type Counted, reached, runsOnAt, type Stillness } from '../walk';
import { localDateOf } from '../wall-clock';
import { extendedBy, pausesOver, type ProvedClock } from './clock';
import { type Life } from './life';

/** The published versions that a due time is proved by, and the class of the case. */
export interface Basis {
  readonly calendar: Calendar;
  readonly policy: SlaPolicy;
  readonly directory: Directory;
  readonly class: ComplaintClass;
}

type Asked = Pick<ProvedClock, 'kind' | 'round' | 'accountable' | 'startedAt'>;

/** The rule for a clock; undefined where policy sets no limit. */
export const ruleFor = ({ kind, round, accountable, startedAt }: Asked, basis: Basis): SlaRule | undefined =>
  ruleAskedFor(basis.policy, {
    kind,
    class: basis.class,
    organisation: accountable.organisation,
    on: localDateOf(startedAt, zoneOf(basis.directory, accountable)),
    round,
  });

const countedFor = (
  { accountable }: Pick<ProvedClock, 'accountable'>,
  { calendar, directory }: Basis,
): Counted => ({
  calendar,
  body: bodyOf(directory, accountable),
  zone: zoneOf(directory, accountable),
});

const asUnit = (unit: string): LimitUnit =>
  unit === 'working_hours' || unit === 'calendar_days' ? unit : 'working_days';

/** What a run follows from: the rule in question, or else what the clock has had. */
const runFor = (clock: ProvedClock, basis: Basis, pauses: readonly Stillness[]) => {
  const rule = ruleFor(clock, basis);
  const unit = rule?.unit ?? asUnit(clock.unit);
  const amount = (rule?.limit ?? clock.limit) + extendedBy(clock, unit);
  return {
    ...countedFor(clock, basis),
    start: clock.startedAt,
    amount,
    unit,
    pauses,
    pauseCap: rule?.pauseCap,
  };
};

/** When a clock is due after its pauses, by walking. */
export const dueOf = (clock: ProvedClock, basis: Basis): string | null =>
  reached(runFor(clock, basis, pausesOver(clock)));

/** When a pause from an instant on runs on by itself; undefined where the rule has no cap. */
export const untilOf = (clock: ProvedClock, from: string, basis: Basis): string | null | undefined =>
  runsOnAt(runFor(clock, basis, pausesOver(clock)), from);

/** Reminders that a clock still has to give before a due time, after an instant. */
export function remindersOf(clock: ProvedClock, due: string | null, after: string, basis: Basis): string[] {
  const rule = ruleFor(clock, basis);
  if (!rule) return [];
  const planned = remindedAt(countedFor(clock, basis), rule, due, after);
  return planned.filter((at) => !clock.reminded.includes(at));
}

/** Of a case, what its ladders follow from. */
type Climbing = Pick<Life, 'region' | 'merge'>;

/** When nothing climbed, because the case followed another one and policy lets it stand still then. */
function stillOf({ merge }: Pick<Life, 'merge'>, { policy }: Basis): Stillness[] {
  if (policy.merging === 'follow') return [];
  return (merge.stretches ?? []).flatMap(({ startedAt: from, endedAt: to }) =>
    to === undefined || to < from ? [] : [{ from, to }],
  );
}

/** The ladder that a miss at an instant sets going. */
export function ladderOf(clock: ProvedClock, missedAt: string, life: Climbing, basis: Basis): Rung[] {
  if (!clock.climbs) return [];
  const { accountable } = clock;
  const { directory, calendar } = basis;
  const still = stillOf(life, basis);
  const { region } = life;
  return climb(ladderFor(basis.policy, basis.class), missedAt, {
    accountable,
    region,
    directory,
    calendar,
    still,
  });
}

/** The first instant at which versions are in force that a clock was not counted with. */
function recountedFrom({ counted }: ProvedClock, { calendar, policy }: Basis): string | undefined {
  const others = [
    counted.calendarVersion === calendar.version ? [] : [calendar],
    counted.policyVersion === policy.version ? [] : [policy],
  ];
  return others.flat().map(effectAt).sort()[0];
}

/**
 * When the steps to come are due, counted from the last one that was taken, or from the miss. One whose instant had
 * passed before there was a reason to count again keeps it, though it may be taken only now.
 */
export function stepsLeft(
  clock: ProvedClock,
  life: Climbing,
  basis: Basis,
  reason = recountedFrom(clock, basis),
): { level: number; at: string | null }[] {
  const { accountable, ladder, dueAt } = clock;
  const { directory, calendar } = basis;
  const still = stillOf(life, basis);
  const isOver = (at: string | null) =>
    at !== null &&
    reason !== undefined &&
    at <= reason &&
    still.every(({ from, to }) => at < from || at >= to);
  const next = ladder.find(({ level, at }) => level > clock.level && !isOver(at));
  const before = ladder.filter(({ level }) => next === undefined || level < next.level);
  const kept = before.filter(({ level }) => level > clock.level);
  const last = before.at(-1);
  const coming = ladderFor(basis.policy, basis.class).filter(
    ({ level }) => level > (last?.level ?? clock.level),
  );
  const rungs = climb(coming, last?.at ?? dueAt, { accountable, directory, calendar, still });
  return [...kept, ...rungs].map(({ level, at }) => ({ level, at }));
}

/** What somebody needs to count again by hand. */
export const inputsOf = (clock: ProvedClock, { calendar, policy, directory, class: of }: Basis) => ({
  start: clock.startedAt,
  rule: clock.rule,
  limit: clock.limit,
  unit: clock.unit,
  class: of,
  round: clock.round,
  accountable: clock.accountable,
  zone: zoneOf(directory, clock.accountable),
  pauses: clock.pauses,
  extensions: clock.extensions,
  calendar: calendar.version,
  policy: policy.version,
  directory: directory.version,
});
