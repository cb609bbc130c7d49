import {
  type ComplaintClass,
  complaintClasses,
  type LadderStep,
  type LimitUnit,
  type Reminder,
  type SlaPolicy,
  type SlaRule,
} from '@satupintu/events';
import { type PolicyAmendment } from './amend-policy';
import { checkDate, escaped, fault, type Known, type PolicyFault } from './check-calendar';
import { standardKinds, windows } from './kinds';

const classes: ReadonlySet<string> = new Set(complaintClasses);

/** Amounts in days are whole. */
const checkAmount = (amount: number, unit: LimitUnit, pointer: string, what: string): PolicyFault[] =>
  unit === 'working_hours' || Number.isInteger(amount) ? [] : [fault(pointer, `${what} in days is whole`)];

/** No working day is longer than a day, and no number of working days is shorter than as many calendar days. */
function outlasts(reminder: Reminder, { limit, unit }: SlaRule): boolean {
  if (reminder.unit === 'working_hours')
    return reminder.before >= (unit === 'working_hours' ? limit : limit * 24);
  if (unit === 'working_hours' || (reminder.unit === 'calendar_days' && unit === 'working_days'))
    return false;
  return reminder.before >= limit;
}

function checkReminders(rule: SlaRule, at: string): PolicyFault[] {
  const { reminders = [] } = rule;
  return reminders.flatMap((reminder, index) => {
    const pointer = `${at}/reminders/${index}/before`;
    const first = reminders.findIndex(
      ({ before, unit }) => before === reminder.before && unit === reminder.unit,
    );
    return [
      ...(first < index ? [fault(`${at}/reminders/${index}`, `is there before, at ${first}`)] : []),
      ...checkAmount(reminder.before, reminder.unit, pointer, 'a reminder'),
      ...(outlasts(reminder, rule) ? [fault(pointer, 'comes before the limit starts to run')] : []),
    ];
  });
}

function checkExtension({ extension, unit }: SlaRule, at: string): PolicyFault[] {
  if (!extension) return [];
  const { cap, reasons } = extension;
  const twice = reasons.findIndex((reason, index) => reasons.indexOf(reason) !== index);
  return [
    ...checkAmount(cap, unit, `${at}/extension/cap`, 'a cap'),
    ...(reasons.length === 0 ? [fault(`${at}/extension/reasons`, 'an extension needs a reason')] : []),
    ...(twice < 0
      ? []
      : [fault(`${at}/extension/reasons/${twice}`, `${reasons[twice] ?? ''} is there before`)]),
  ];
}

/** The rounds of these are opened by a dispute, and so are those of added kinds that start with the disposition. */
const disputed: ReadonlySet<string> = new Set(['resolve', 'reporter_reply_window']);
const isDisputed = ({ kind, starts }: SlaRule) =>
  disputed.has(kind) || (!standardKinds.has(kind) && starts !== 'filed');

function checkReopening(rule: SlaRule, at: string): PolicyFault[] {
  const { reopening, unit, kind } = rule;
  if (!reopening) return [];
  const pointer = `${at}/reopening`;
  return [
    ...(isDisputed(rule) ? [] : [fault(pointer, `no dispute opens a round of ${kind}`)]),
    ...(reopening.limits.length === 0 ? [fault(`${pointer}/limits`, 'names no limit')] : []),
    ...reopening.limits.flatMap((limit, index) =>
      checkAmount(limit, unit, `${pointer}/limits/${index}`, 'a limit'),
    ),
  ];
}

function checkPauseCap({ pauseCap, pausesForReporter, unit }: SlaRule, at: string): PolicyFault[] {
  if (pauseCap === undefined) return [];
  const pointer = `${at}/pauseCap`;
  return [
    ...checkAmount(pauseCap, unit, pointer, 'a cap'),
    ...(pausesForReporter ? [] : [fault(pointer, 'there is no pause to cap: pausesForReporter is false')]),
  ];
}

function checkRule(rule: SlaRule, index: number): PolicyFault[] {
  const at = `/rules/${index}`;
  const isStandard = standardKinds.has(rule.kind);
  const faults: PolicyFault[] =
    rule.effectiveFrom === undefined ? [] : checkDate(rule.effectiveFrom, `${at}/effectiveFrom`);
  faults.push(...checkAmount(rule.limit, rule.unit, `${at}/limit`, 'a limit'));
  if (isStandard && (rule.starts ?? rule.stops))
    faults.push(fault(`${at}/kind`, `${rule.kind} starts and stops by the life of a case`));
  if (!isStandard && !(rule.starts && rule.stops))
    faults.push(fault(at, `${rule.kind} needs to say what starts and what stops it`));
  if (rule.pausesForReporter && windows.has(rule.kind))
    faults.push(fault(`${at}/pausesForReporter`, `${rule.kind} is the time of waiting for the reporter`));
  if (rule.climbs && (windows.has(rule.kind) || rule.kind === 'review'))
    faults.push(fault(`${at}/climbs`, `${rule.kind} is nobody's failure`));
  return [
    ...faults,
    ...checkReminders(rule, at),
    ...checkPauseCap(rule, at),
    ...checkExtension(rule, at),
    ...checkReopening(rule, at),
  ];
}

const scopeOf = ({ kind, classes, effectiveFrom }: SlaRule) =>
  [kind, [...(classes ?? [])].sort().join(','), effectiveFrom ?? ''].join('|');

/** Two rules under one key, or two of the whole version that no case could choose between. */
export function checkRules(rules: readonly SlaRule[], whole: readonly SlaRule[]): PolicyFault[] {
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

/** Four steps always, in order, whoever they go to. */
function checkLadder(ladder: readonly LadderStep[], at: string): PolicyFault[] {
  if (ladder.length !== 4) return [fault(at, 'the ladder has four steps')];
  return ladder.flatMap(({ level, after, unit }, index) => [
    ...(level === index + 1
      ? []
      : [fault(`${at}/${index}/level`, `steps come in order: ${index + 1} expected`)]),
    ...checkAmount(after, unit, `${at}/${index}/after`, 'a step'),
  ]);
}

const checkLadders = (ladders: PolicyAmendment['ladders'] = {}): PolicyFault[] =>
  Object.entries(ladders).flatMap(([of, ladder]) => {
    const at = `/ladders/${escaped(of)}`;
    return classes.has(of) ? checkLadder(ladder, at) : [fault(at, `${of} is not a class`)];
  });

/** Local rules may only be stricter. */
function checkOwnLimits(whole: SlaPolicy, posted: PolicyAmendment, known: Known): PolicyFault[] {
  const rules = new Map(whole.rules.map((rule) => [rule.key, rule]));
  return Object.entries(posted.organisations ?? {}).flatMap(([code, own]) => {
    const at = `/organisations/${escaped(code)}`;
    if (!known.organisation(code)) return [fault(at, `${code} is not known`)];
    return Object.entries(own).flatMap(([key, limit]) => {
      const pointer = `${at}/${escaped(key)}`;
      const national = rules.get(key);
      if (!national) return [fault(pointer, `${key} is not a rule`)];
      return limit > national.limit
        ? [fault(pointer, `${limit} is looser than the national ${national.limit}`)]
        : checkAmount(limit, national.unit, pointer, 'a limit');
    });
  });
}

/** The time after a closing is counted like any limit; a channel is named once. */
function checkWholeCase({ afterClosing, waitsForDelivery = [] }: PolicyAmendment): PolicyFault[] {
  const twice = waitsForDelivery.findIndex((channel, index) => waitsForDelivery.indexOf(channel) !== index);
  return [
    ...(afterClosing
      ? checkAmount(afterClosing.limit, afterClosing.unit, '/afterClosing/limit', 'a limit')
      : []),
    ...(twice < 0
      ? []
      : [fault(`/waitsForDelivery/${twice}`, `${waitsForDelivery[twice] ?? ''} is there before`)]),
  ];
}

/** A body's own limit is a number in the unit of its rule: with another unit it would mean something else. */
function checkUnits(posted: PolicyAmendment, previous: SlaPolicy): PolicyFault[] {
  const units = new Map(previous.rules.map(({ key, unit }) => [key, unit]));
  const own = Object.entries(previous.organisations ?? {});
  return (posted.rules ?? []).flatMap(({ key, unit }, index) => {
    if ((units.get(key) ?? unit) === unit) return [];
    const bodies = own.flatMap(([code, limits]) =>
      limits[key] === undefined || posted.organisations?.[code]?.[key] !== undefined ? [] : [code],
    );
    const detail = `another unit: say the own limits of these again: ${bodies.join(', ')}`;
    return bodies.length === 0 ? [] : [fault(`/rules/${index}/unit`, detail)];
  });
}

const coversOn = ({ classes: of, effectiveFrom = '' }: SlaRule, on: string, asked: ComplaintClass) =>
  effectiveFrom <= on && (of?.includes(asked) ?? true);

/** A rule that takes the place of another must not leave a class without a limit that had one. */
function checkCover(posted: PolicyAmendment, whole: SlaPolicy, previous: SlaPolicy): PolicyFault[] {
  const on = posted.effectiveFrom;
  return (posted.rules ?? []).flatMap(({ key }, index) => {
    const before = previous.rules.find((rule) => rule.key === key);
    if (!before) return [];
    const rivals = whole.rules.filter(({ kind }) => kind === before.kind);
    const left = complaintClasses.filter(
      (each) => coversOn(before, on, each) && !rivals.some((rule) => coversOn(rule, on, each)),
    );
    const detail = `no rule would be left for ${before.kind} of ${left.join(', ')}: give the new one a key of its own`;
    return left.length === 0 ? [] : [fault(`/rules/${index}`, detail)];
  });
}

/**
 * What is wrong with a posted change of policy, given the version that it would make and the one that it amends;
 * pointers are into what was posted.
 */
export function checkPolicy(
  posted: PolicyAmendment,
  whole: SlaPolicy,
  known: Known,
  previous: SlaPolicy = whole,
): PolicyFault[] {
  return [
    ...checkDate(posted.effectiveFrom, '/effectiveFrom'),
    ...checkRules(posted.rules ?? [], whole.rules),
    ...checkUnits(posted, previous),
    ...checkCover(posted, whole, previous),
    ...(posted.ladder ? checkLadder(posted.ladder, '/ladder') : []),
    ...checkLadders(posted.ladders),
    ...checkOwnLimits(whole, posted, known),
    ...checkWholeCase(posted),
  ];
}
