import { type ComplaintClass, type SlaPolicy, type SlaRule } from '@satupintu/events';

/** For what a rule is looked up. `on`: local date on which the clock starts. */
export interface Duty {
  readonly kind: string;
  readonly class: ComplaintClass;
  readonly organisation: string;
  readonly on: string;
  /** 0, or the how-many-th round that a dispute opened */
  readonly round: number;
}

const isFor = (rule: SlaRule, { kind, class: of, on }: Duty) =>
  rule.kind === kind && (rule.classes?.includes(of) ?? true) && (rule.effectiveFrom ?? '') <= on;

/** A rule for the class goes before one for all; a later one before an earlier one. */
const better = (best: SlaRule | undefined, next: SlaRule) => {
  if (!best) return next;
  if ((best.classes === undefined) !== (next.classes === undefined)) return best.classes ? best : next;
  return (next.effectiveFrom ?? '') >= (best.effectiveFrom ?? '') ? next : best;
};

/** A dispute opens a round of its own limit, where the rule has one; its last one holds for all later rounds. */
const limitOf = ({ limit, reopening }: SlaRule, round: number) =>
  round === 0 ? limit : (reopening?.limits[round - 1] ?? reopening?.limits.at(-1) ?? limit);

/** The rule for a duty, with the limit of its round and the body's own stricter one; undefined where policy sets none. */
export function ruleFor(policy: SlaPolicy, duty: Duty): SlaRule | undefined {
  const rule = policy.rules
    .filter((each) => isFor(each, duty))
    .reduce<SlaRule | undefined>(better, undefined);
  if (!rule) return undefined;
  const own = policy.organisations?.[duty.organisation]?.[rule.key];
  const limit = Math.min(limitOf(rule, duty.round), own ?? Infinity);
  return limit === rule.limit ? rule : { ...rule, limit };
}
