import { type ComplaintClass, type SlaPolicy, type SlaRule } from '@satupintu/events';

/** What a limit is asked for. `on`: the local date on which the clock starts. */
export interface Question {
  readonly kind: string;
  readonly class: ComplaintClass;
  readonly organisation: string;
  readonly on: string;
}

/** A rule for the class wins over one for all, then the later one, then the one further down the list. */
function wins(one: SlaRule, other: SlaRule): boolean {
  const [own, others] = [one.classes !== undefined, other.classes !== undefined];
  if (own !== others) return own;
  return (one.effectiveFrom ?? '') >= (other.effectiveFrom ?? '');
}

/** The rule that a policy has for a clock, with the body's own limit where it is stricter. */
export function ruleAskedFor(
  policy: SlaPolicy,
  { kind, class: of, organisation, on }: Question,
): SlaRule | undefined {
  let best: SlaRule | undefined;
  for (const rule of policy.rules) {
    if (rule.kind !== kind || (rule.effectiveFrom !== undefined && rule.effectiveFrom > on)) continue;
    if (rule.classes !== undefined && !rule.classes.includes(of)) continue;
    if (!best || wins(rule, best)) best = rule;
  }
  const own = best && policy.organisations?.[organisation]?.[best.key];
  return best && own !== undefined && own < best.limit ? { ...best, limit: own } : best;
}
