import { type Extension, fact, type SlaRule } from '@satupintu/events';
import { type Person } from '../access/actor';
import { inAnalystScope, leadsBody, mayReadCase } from '../access/scope';
import { type Tree } from '../access/tree';
import { aboutOf, attempt, type Decided, type Wish } from '../life/attempt';
import { type Case, type Clock } from '../life/case';
import { NATIONAL_MANAGER } from '../life/owner';
import { refuse, type Refusal } from '../life/verdict';
import { extendedBy, runOf } from './pauses';
import { type ClockDirectory, type ClockRefs, dueFor, remindersFor, ruleOf, versionsOf } from './refs';

/** More time for a clock: how much, in the unit of its rule, and why, as a code that the rule names. */
export interface ExtensionWish {
  readonly clockId: string;
  readonly amount: number;
  readonly reason: string;
}

/** Who asks, as the token says, and what the directory says of bodies. */
export interface Asking {
  readonly person: Person;
  readonly tree: Tree;
  readonly refs: ClockRefs;
}

const coordinates = (person: Person, body: string) => leadsBody(person) && person.organisation === body;

/** PANRB stands above provinces and national bodies; there the national admin is the tier above. */
function isAbove(person: Person, body: string, directory: ClockDirectory): boolean {
  const above = directory.parentOf(body) ?? NATIONAL_MANAGER;
  return coordinates(person, above) || (above === NATIONAL_MANAGER && person.role === 'national');
}

/** Whether a person is who the rule lets extend the clocks of a body. */
function mayApprove(approver: Extension['approver'], clock: Clock, state: Case, asking: Asking): boolean {
  const { person, refs, tree } = asking;
  const body = clock.accountable.organisation;
  switch (approver) {
    case 'coordinator':
      return coordinates(person, body);
    case 'tier_above':
      return isAbove(person, body, refs.directory);
    case 'national':
      return person.role === 'national';
    case 'ombudsman':
      return person.role === 'analyst' && inAnalystScope(person, state, tree);
  }
}

const notFound = () => refuse(404, 'not-found', 'There is no such clock.');

/** Who is the approver acts, even on a case that is otherwise out of sight; who sees the case is told why not. */
function refusedTo(
  asking: Asking,
  state: Case,
  clock: Clock,
  rule: SlaRule | undefined,
): Refusal | undefined {
  const approver = rule?.extension?.approver;
  if (approver && mayApprove(approver, clock, state, asking)) return undefined;
  if (!mayReadCase(asking.person, state, asking.tree)) return notFound();
  return approver
    ? refuse(403, 'not-approver', `Only ${approver.replace('_', ' ')} may extend this clock.`)
    : refuse(422, 'extension-not-allowed', 'The rule of this clock knows no extension.');
}

/** What is wrong with the time asked for. */
function faultOf(
  { amount, reason }: ExtensionWish,
  clock: Clock,
  { unit, extension }: SlaRule,
): Refusal | undefined {
  if (!extension?.reasons.includes(reason))
    return refuse(422, 'unknown-reason', `${reason} is not a reason of the rule.`);
  if (unit !== 'working_hours' && !Number.isInteger(amount))
    return refuse(422, 'invalid-amount', 'An extension in days is whole.');
  const left = extension.cap - extendedBy(clock, unit);
  if (amount > left)
    return refuse(422, 'extension-cap', `${left} of ${extension.cap} ${unit.replace('_', ' ')} are left.`);
  return undefined;
}

/**
 * What a wish for more time comes to: one fact with the new due time, or a refusal: 404 `not-found`; 403
 * `not-approver`; 409 `clock-missed`, `clock-stopped`, `year-without-list`, `case-final`; 422 `extension-not-allowed`,
 * `unknown-reason`, `invalid-amount`, `extension-cap`.
 */
export function extend(state: Case, wish: ExtensionWish, by: Wish, asking: Asking): Decided {
  const { refs } = asking;
  const clock = state.clocks[wish.clockId];
  if (!clock) return notFound();
  const rule = ruleOf(state, clock, refs);
  const refusal = refusedTo(asking, state, clock, rule);
  if (refusal || !rule) return refusal ?? notFound();
  if (clock.dueAt === null)
    return refuse(409, 'year-without-list', 'The due time waits for the list of holidays of its year.');
  const { accountable, dueAt: was, clockId } = clock;
  const run = runOf(clock, rule);
  const dueAt = dueFor(accountable, rule, { ...run, extendedBy: run.extendedBy + wish.amount }, refs);
  const reminders = clock.state === 'running' ? remindersFor(clock, rule, dueAt, by.at, refs) : [];
  const extended = fact('ClockExtended', by.key, aboutOf(state, by), {
    clockId,
    extendedBy: wish.amount,
    unit: rule.unit,
    reason: wish.reason,
    dueAt,
    was,
    ...(reminders.length > 0 && { reminders }),
    ...versionsOf(refs),
  });
  // What the log would not take says so before what policy would not.
  const decided = attempt(state, [extended]);
  return 'refused' in decided ? decided : (faultOf(wish, clock, rule) ?? decided);
}
