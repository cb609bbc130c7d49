import { type CategoryTree, type CategoryWords, categoryCode } from '../categories';
import { type RoutingKit } from './decision';
import { type Folded, occurring, type PreparedPolicy, standsAt, type TopicScore } from './topics';
import { tokens } from './words';

/** The category that the words and the topics speak for, by code; undefined: none is sure enough. */
export type CategoryFinder = (folded: Folded, topics: readonly TopicScore[]) => string | undefined;

interface Sign {
  readonly code: string;
  readonly main: string;
  readonly rest: readonly string[];
  readonly weight: number;
}

/** Signs by their first word, and the words without which a main category is not meant. */
export interface PreparedCategories {
  readonly signs: ReadonlyMap<string, readonly Sign[]>;
  readonly only: ReadonlyMap<string, readonly (readonly string[])[]>;
}

const nameWeight = 0.7;
const wordWeight = 1.4;
/** Each further word of a phrase makes it that much clearer. */
const longer = 0.5;
/** Names that say that it is none of the others. */
const rest = /^LAI+NYA|^GABUNGAN/;

/** Makes the tree ready: a category is known by its own name, by the parts of it, and by the words given for it. */
export function prepareCategories(
  tree: CategoryTree,
  { words, only }: CategoryWords,
  prepared: PreparedPolicy,
): PreparedCategories {
  const signs = new Map<string, Sign[]>();
  const add = (code: string, text: string, weight: number) => {
    const [first, ...others] = tokens(text, prepared.words);
    if (first === undefined) return;
    const main = mainOf(code);
    const sign = { code, main, rest: others, weight: weight + others.length * longer };
    const known = signs.get(first);
    if (known) known.push(sign);
    else signs.set(first, [sign]);
  };
  for (const { name, sub } of tree.categories) {
    for (const one of sub.filter((each) => !rest.test(each)))
      for (const part of one.split(/[/(),]/)) add(categoryCode(name, one), part, nameWeight);
  }
  for (const [code, given] of Object.entries(words)) for (const text of given) add(code, text, wordWeight);
  const gates = Object.entries(only).map(
    ([main, given]) => [main, given.map((text) => tokens(text, prepared.words))] as const,
  );
  return { signs, only: new Map(gates) };
}

const mainOf = (code: string): string => code.split('/', 1)[0] ?? code;

/** What a topic’s own category is worth without a word for it, for the whole of the topics’ certainty. */
const topicWorth = 0.6;
/** What a word is worth where no topic speaks of its main category, and how much more where all do. */
const strayWorth = 0.2;
/** The same where the main category is one of those that must be named, and was. */
const namedWorth = 0.6;
const leastScore = 0.35;

/** The same kit, which names sub-categories of this tree too. */
export function withCategories(kit: RoutingKit, tree: CategoryTree, words: CategoryWords): RoutingKit {
  const categories = prepareCategories(tree, words, kit.prepared);
  return { ...kit, categories: (folded, topics) => categoryOf(folded, topics, categories) };
}

/** Words for a sub-category count as far as the topics speak of its main one. */
export function categoryOf(
  folded: Folded,
  topics: readonly TopicScore[],
  categories: PreparedCategories,
): string | undefined {
  const shares = sharesOf(topics);
  const scores = new Map<string, number>();
  for (const [code, share] of shares) if (code.includes('/')) scores.set(code, topicWorth * share);
  for (const [code, weight] of saidIn(folded, categories)) {
    const share = shares.get(mainOf(code)) ?? 0;
    const worth = share + (categories.only.has(mainOf(code)) ? namedWorth : strayWorth);
    scores.set(code, (scores.get(code) ?? 0) + weight * worth);
  }
  const [best] = [...scores].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (best && best[1] >= leastScore) return best[0];
  return topics[0]?.topic.category;
}

/** How far the topics speak of each category and of each main one, as shares of their squared scores. */
function sharesOf(topics: readonly TopicScore[]): Map<string, number> {
  const shares = new Map<string, number>();
  const total = topics.reduce((sum, { score }) => sum + score ** 2, 0);
  const add = (code: string, share: number) => shares.set(code, (shares.get(code) ?? 0) + share);
  for (const { topic, score } of topics) {
    if (topic.category === undefined) continue;
    const share = score ** 2 / total;
    add(topic.category, share);
    if (topic.category.includes('/')) add(mainOf(topic.category), share);
  }
  return shares;
}

/** The clearest sign of each category that the text has. */
function saidIn(folded: Folded, { signs, only }: PreparedCategories): Map<string, number> {
  const found = new Map<string, number>();
  const open = (main: string) => {
    const gate = only.get(main);
    return gate === undefined || occurring(folded, gate).length > 0;
  };
  folded.forms.forEach((all, at) => {
    for (const form of all) {
      for (const sign of signs.get(form) ?? []) {
        if (!standsAt(folded, at, sign.rest)) continue;
        if ((found.get(sign.code) ?? 0) < sign.weight && open(sign.main)) found.set(sign.code, sign.weight);
      }
    }
  });
  return found;
}
