import { type ComplaintClass, type LadderStep, type SlaPolicy, type SlaRule } from '@satupintu/events';

/** What a limit is asked for. `on`: the local date on which the clock starts. */
export interface Question {
  readonly kind: string;
  readonly class: ComplaintClass;
  readonly organisation: string;
  readonly on: string;
  /** how many disputes came before */
  readonly round: number;
}

/** A rule for the class wins over one for all, then the later one, then the one further down the list. */
function wins(one: SlaRule, other: SlaRule): boolean {
  const [own, others] = [one.classes !== undefined, other.classes !== undefined];
  if (own !== others) return own;
  return (one.effectiveFrom ?? '') >= (other.effectiveFrom ?? '');
}

/** What the rule allows in a round: after a dispute its reopening limits, one after the other, then the last again. */
function limitIn({ limit, reopening }: SlaRule, round: number): number {
  if (round === 0 || !reopening) return limit;
  const { limits } = reopening;
  return limits[Math.min(round, limits.length) - 1] ?? limit;
}

/** The rule that a policy has for a clock, with the limit of the round, or the body's own where that is stricter. */
export function ruleAskedFor(policy: SlaPolicy, question: Question): SlaRule | undefined {
  const { kind, class: of, organisation, on, round } = question;
  let best: SlaRule | undefined;
  for (const rule of policy.rules) {
    if (rule.kind !== kind || (rule.effectiveFrom !== undefined && rule.effectiveFrom > on)) continue;
    if (rule.classes !== undefined && !rule.classes.includes(of)) continue;
    if (!best || wins(rule, best)) best = rule;
  }
  if (!best) return undefined;
  const national = limitIn(best, round);
  const own = policy.organisations?.[organisation]?.[best.key];
  return { ...best, limit: own !== undefined && own < national ? own : national };
}

/** The ladder that cases of a class climb. */
export const ladderFor = ({ ladder, ladders }: SlaPolicy, of: ComplaintClass): readonly LadderStep[] =>
  ladders?.[of] ?? ladder;
