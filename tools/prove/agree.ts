import {
  type Case,
  type Clock,
  type ClockRefs,
  dueFor,
  indexDirectory,
  ladderPlan,
  ruleOf,
} from '@satupintu/domain';
import { bodyOf, climb, localDateOf, reached, ruleAskedFor, zoneOf } from '@satupintu/proof';
import { historyOf, type History } from './history';
import { directory, type World } from './world';

/** What both sides say of a clock; the same members on both. */
export interface Answer {
  readonly rule: string | undefined;
  readonly limit?: number;
  readonly dueAt?: string | null;
  readonly ladder?: readonly unknown[];
}

const index = indexDirectory(directory);

/** What the services say, by interval arithmetic over tables. */
export function domainAnswer(history: History): Answer {
  const { calendar, policy, accountable, kind, region, startedAt, pauses } = history;
  const refs: ClockRefs = { calendar, policy, directory: index };
  const state = { class: history.class, region } as Case;
  const rule = ruleOf(state, { kind, accountable, startedAt, round: 0 }, refs);
  if (!rule) return { rule: undefined };
  const dueAt = dueFor(accountable, rule, { start: startedAt, pauses }, refs);
  const clock = { accountable, climbs: true } as Clock;
  const ladder = dueAt === null ? [] : ladderPlan(state, clock, dueAt, refs);
  return { rule: rule.key, limit: rule.limit, dueAt, ladder };
}

/** What the proof says, by walking the wall clock. */
export function proofAnswer(history: History): Answer {
  const { calendar, policy, accountable, kind, region, startedAt, pauses } = history;
  const zone = zoneOf(directory, accountable);
  const { organisation } = accountable;
  const on = localDateOf(startedAt, zone);
  const rule = ruleAskedFor(policy, { kind, class: history.class, organisation, on });
  if (!rule) return { rule: undefined };
  const counted = { calendar, body: bodyOf(directory, accountable), zone };
  const dueAt = reached({ ...counted, start: startedAt, amount: rule.limit, unit: rule.unit, pauses });
  const ladder =
    dueAt === null ? [] : climb(policy.ladder, dueAt, { accountable, region, directory, calendar });
  return { rule: rule.key, limit: rule.limit, dueAt, ladder };
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
