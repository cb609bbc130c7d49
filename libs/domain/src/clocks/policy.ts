import { type ComplaintClass, type SlaPolicy, type SlaRule } from '@satupintu/events';

/** For what a rule is looked up. `on`: local date on which the clock starts. */
export interface Duty {
  readonly kind: string;
  readonly class: ComplaintClass;
  readonly organisation: string;
  readonly on: string;
}

const isFor = (rule: SlaRule, { kind, class: of, on }: Duty) =>
  rule.kind === kind && (rule.classes?.includes(of) ?? true) && (rule.effectiveFrom ?? '') <= on;

/** A rule for the class goes before one for all; a later one before an earlier one. */
const better = (best: SlaRule | undefined, next: SlaRule) => {
  if (!best) return next;
  if ((best.classes === undefined) !== (next.classes === undefined)) return best.classes ? best : next;
  return (next.effectiveFrom ?? '') >= (best.effectiveFrom ?? '') ? next : best;
};

/** The rule for a duty, with the body's own stricter limit; undefined where policy sets no limit. */
export function ruleFor(policy: SlaPolicy, duty: Duty): SlaRule | undefined {
  const rule = policy.rules
    .filter((each) => isFor(each, duty))
    .reduce<SlaRule | undefined>(better, undefined);
  if (!rule) return undefined;
  const own = policy.organisations?.[duty.organisation]?.[rule.key];
  return own === undefined ? rule : { ...rule, limit: Math.min(rule.limit, own) };
}
