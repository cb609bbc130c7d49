import { type LadderStep, type SlaPolicy, type SlaRule } from '@satupintu/events';
import { type PolicyAmendment } from './amend-policy';
import { checkDate, fault, type Known, type PolicyFault } from './check-calendar';
import { standardKinds, windows } from './kinds';

function checkRule(rule: SlaRule, index: number): PolicyFault[] {
  const at = `/rules/${index}`;
  const isStandard = standardKinds.has(rule.kind);
  const faults: PolicyFault[] =
    rule.effectiveFrom === undefined ? [] : checkDate(rule.effectiveFrom, `${at}/effectiveFrom`);
  if (rule.unit !== 'working_hours' && !Number.isInteger(rule.limit))
    faults.push(fault(`${at}/limit`, 'a limit in days is whole'));
  if (isStandard && (rule.starts ?? rule.stops))
    faults.push(fault(`${at}/kind`, `${rule.kind} starts and stops by the life of a case`));
  if (!isStandard && !(rule.starts && rule.stops))
    faults.push(fault(at, `${rule.kind} needs to say what starts and what stops it`));
  if (rule.climbs && (windows.has(rule.kind) || rule.kind === 'review'))
    faults.push(fault(`${at}/climbs`, `${rule.kind} is nobody's failure`));
  return faults;
}

const scopeOf = ({ kind, classes, effectiveFrom }: SlaRule) =>
  [kind, [...(classes ?? [])].sort().join(','), effectiveFrom ?? ''].join('|');

/** Two rules under one key, or two that no case could choose between. */
function checkRules(rules: readonly SlaRule[], whole: readonly SlaRule[]): PolicyFault[] {
  return rules.flatMap((rule, index) => {
    const before = rules.slice(0, index);
    const key = before.some((other) => other.key === rule.key)
      ? [fault(`/rules/${index}/key`, `${rule.key} is there before`)]
      : [];
    const rival = whole.find((other) => other.key !== rule.key && scopeOf(other) === scopeOf(rule));
    const twice = rival ? [fault(`/rules/${index}`, `${rival.key} is for the same kind and classes`)] : [];
    return [...checkRule(rule, index), ...key, ...twice];
  });
}

function checkLadder(ladder: readonly LadderStep[]): PolicyFault[] {
  if (ladder.length !== 4) return [fault('/ladder', 'the ladder has four steps')];
  return ladder.flatMap(({ level }, index) =>
    level === index + 1
      ? []
      : [fault(`/ladder/${index}/level`, `steps come in order: ${index + 1} expected`)],
  );
}

/** Local rules may only be stricter. */
function checkOwnLimits(whole: SlaPolicy, posted: PolicyAmendment, known: Known): PolicyFault[] {
  const limits = new Map(whole.rules.map(({ key, limit }) => [key, limit]));
  return Object.entries(posted.organisations ?? {}).flatMap(([code, own]) => {
    const at = `/organisations/${code}`;
    if (!known.organisation(code)) return [fault(at, `${code} is not known`)];
    return Object.entries(own).flatMap(([key, limit]) => {
      const national = limits.get(key);
      if (national === undefined) return [fault(`${at}/${key}`, `${key} is not a rule`)];
      return limit > national
        ? [fault(`${at}/${key}`, `${limit} is looser than the national ${national}`)]
        : [];
    });
  });
}

/** What is wrong with a posted change of policy, given the version that it would make; pointers are into what was posted. */
export function checkPolicy(posted: PolicyAmendment, whole: SlaPolicy, known: Known): PolicyFault[] {
  return [
    ...checkDate(posted.effectiveFrom, '/effectiveFrom'),
    ...checkRules(posted.rules ?? [], whole.rules),
    ...(posted.ladder ? checkLadder(posted.ladder) : []),
    ...checkOwnLimits(whole, posted, known),
  ];
}
