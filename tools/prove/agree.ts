import {
  type Case,
  type Clock,
  type ClockRefs,
  dueFor,
  indexDirectory,
  ladderPlan,
  pauseEndFor,
  remindersFor,
  ruleOf,
} from '@satupintu/domain';
import {
  bodyOf,
  climb,
  ladderFor,
  localDateOf,
  reached,
  remindedAt,
  ruleAskedFor,
  runsOnAt,
  zoneOf,
} from '@satupintu/proof';
import { historyOf, type History } from './history';
import { directory, type World } from './world';

/** What both sides say of a clock; the same members on both. */
interface Answer {
  readonly rule: string | undefined;
  readonly limit?: number;
  readonly dueAt?: string | null;
  readonly reminders?: readonly string[];
  /** when a pause that follows the others ends by itself */
  readonly runsOnAt?: string | null | undefined;
  readonly ladder?: readonly unknown[];
}

const index = indexDirectory(directory);

/** What the services say, by interval arithmetic over tables. */
function domainAnswer(history: History): Answer {
  const { calendar, policy, accountable, kind, round, region, startedAt, pauses, extendedBy } = history;
  const refs: ClockRefs = { calendar, policy, directory: index };
  // A case that never followed another one.
  const state = { class: history.class, region, merge: { followers: [] as readonly string[] } } as Case;
  const rule = ruleOf(state, { kind, accountable, startedAt, round }, refs);
  if (!rule) return { rule: undefined };
  const run = { start: startedAt, pauses, extendedBy };
  const dueAt = dueFor(accountable, rule, run, refs);
  const clock = { accountable, climbs: true } as Clock;
  return {
    rule: rule.key,
    limit: rule.limit,
    dueAt,
    reminders: remindersFor(clock, rule, dueAt, startedAt, refs),
    runsOnAt: pauseEndFor(accountable, rule, run, history.pausedAt, refs),
    ladder: dueAt === null ? [] : ladderPlan(state, clock, dueAt, refs),
  };
}

/** What the proof says, by walking the wall clock. */
function proofAnswer(history: History): Answer {
  const { calendar, policy, accountable, kind, round, region, startedAt, pauses, extendedBy } = history;
  const zone = zoneOf(directory, accountable);
  const { organisation } = accountable;
  const on = localDateOf(startedAt, zone);
  const rule = ruleAskedFor(policy, { kind, class: history.class, organisation, on, round });
  if (!rule) return { rule: undefined };
  const counted = { calendar, body: bodyOf(directory, accountable), zone };
  const { unit, pauseCap, limit } = rule;
  const run = { ...counted, start: startedAt, amount: limit + extendedBy, unit, pauses, pauseCap };
  const dueAt = reached(run);
  const breach = { accountable, region, directory, calendar };
  return {
    rule: rule.key,
    limit,
    dueAt,
    reminders: remindedAt(counted, rule, dueAt, startedAt),
    runsOnAt: runsOnAt(run, history.pausedAt),
    ladder: dueAt === null ? [] : climb(ladderFor(policy, history.class), dueAt, breach),
  };
}

export interface Disagreement {
  readonly seed: number;
  readonly domain: Answer;
  readonly proof: Answer;
  readonly history: unknown;
}

/** Whether both sides say the same of the history that a seed stands for. */
export function disagreementAt(seed: number, world: World): Disagreement | undefined {
  const history = historyOf(seed, world);
  const [domain, proof] = [domainAnswer(history), proofAnswer(history)];
  if (JSON.stringify(domain) === JSON.stringify(proof)) return undefined;
  const { calendar, policy, ...rest } = history;
  return { seed, domain, proof, history: { ...rest, calendar: calendar.version, policy: policy.version } };
}
