import { type RoutingPolicy } from '@satupintu/events';
import { cleaned, stemOf } from '../learning/spelling';
import { type RoutingKit } from './decision';
import { routingKit } from './kit';

/** Of a hundred words people write some 23 have affixes that can be cut; of roots some six look like it. */
const fewAffixes = 0.13;

/** Whether texts were reduced to roots of words (“perbaikan jalan berlubang” → “baik jalan lubang”). */
export function areRoots(texts: readonly string[]): boolean {
  const words = texts.flatMap((text) => cleaned(text).split(' '));
  const cut = words.filter((word) => stemOf(word) !== word).length;
  return words.length > 0 && cut < fewAffixes * words.length;
}

/** The same knowledge with keywords reduced to roots, for texts that were: else they would not meet. */
export function inRoots({ directory, prepared, gazetteer }: RoutingKit): RoutingKit {
  return routingKit(directory, rootPolicy(prepared.policy), gazetteer, prepared.words);
}

const rootPolicy = (policy: RoutingPolicy): RoutingPolicy => ({
  ...policy,
  topics: policy.topics.map((topic) => ({
    ...topic,
    keywords: topic.keywords.map((keyword) =>
      typeof keyword === 'string' ? rootsOf(keyword) : [rootsOf(keyword[0]), keyword[1]],
    ),
    ...(topic.not && { not: topic.not.map(rootsOf) }),
  })),
});

const rootsOf = (text: string) => text.split(' ').map(stemOf).join(' ');
