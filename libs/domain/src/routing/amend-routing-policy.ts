import { type RoutingPolicy } from '@satupintu/events';
import { fault, type PolicyFault } from '../clocks/check-calendar';
import { versionName } from '../clocks/versions';
import { notBefore, over } from './amend-directory';

type Content = Omit<RoutingPolicy, 'version' | 'effectiveFrom'>;

/**
 * A change of the routing policy as it is published: topics by key over those in force, members of records over those
 * in force, everything else as it is given; what it does not name stays. With `version` it is a whole policy (as
 * `data/routing/policy.json` has it), of which nothing before it stays.
 */
export type RoutingAmendment = {
  readonly [Member in keyof Content]?: Content[Member] | undefined;
} & {
  /** local date of the nation, or the instant at which it begins */
  readonly effectiveFrom: string;
  readonly version?: string;
  /** keys of topics that are no more */
  readonly retire?: readonly string[];
};

const isRecord = (member: unknown): member is Record<string, unknown> =>
  typeof member === 'object' && member !== null && !Array.isArray(member);

/** Records member by member, lists and values as a whole. */
function membersOver(previous: Content, posted: Readonly<Record<string, unknown>>): Content {
  const merged = Object.entries(posted).flatMap(([name, member]) => {
    const before = previous[name as keyof Content];
    if (member === undefined) return [];
    return [[name, isRecord(member) && isRecord(before) ? { ...before, ...member } : member] as const];
  });
  return { ...previous, ...Object.fromEntries(merged) };
}

/** The whole version that an amendment makes of the one in force. */
export function amendRoutingPolicy(previous: RoutingPolicy, posted: RoutingAmendment): RoutingPolicy {
  const { effectiveFrom: day, version, retire = [], topics = [], ...members } = posted;
  const { version: base, effectiveFrom: since, note: _old, ...kept } = previous;
  const effectiveFrom = notBefore(since, day.slice(0, 10));
  const content =
    version === undefined
      ? {
          ...membersOver(kept, members),
          topics: over(kept.topics, topics, ({ key }) => key).filter(({ key }) => !retire.includes(key)),
        }
      : ({ ...members, topics } as Content);
  return { version: versionName(effectiveFrom, base, posted), effectiveFrom, ...content };
}

const needed = ['topics', 'classWords', 'thresholds', 'hopLimit', 'defaultClass'] as const;

/** Faults of the amendment itself, that the version made of it no longer shows. */
export function checkRoutingAmendment(posted: RoutingAmendment, previous: RoutingPolicy): PolicyFault[] {
  const missing = needed.filter((member) => posted.version !== undefined && posted[member] === undefined);
  const keys = (posted.topics ?? []).map(({ key }) => key);
  return [
    ...missing.map((member) => fault(`/${member}`, 'a whole policy has it')),
    ...keys.flatMap((key, at) =>
      keys.indexOf(key) < at ? [fault(`/topics/${at}/key`, `${key} is there before`)] : [],
    ),
    ...(posted.retire ?? []).flatMap((key, at) =>
      previous.topics.some((topic) => topic.key === key)
        ? []
        : [fault(`/retire/${at}`, `${key} is not known`)],
    ),
  ];
}
