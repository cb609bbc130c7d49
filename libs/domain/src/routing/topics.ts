import { type RoutingPolicy, type Topic } from '@satupintu/events';
import { denied } from './negation';
import { gap, phraseWords, standsBehind } from './phrase';
import { remembering } from './remember';
import { forms, tokens, type WordList } from './words';

interface Phrase {
  readonly text: string;
  readonly rest: readonly string[];
  readonly weight: number;
  readonly against: boolean;
  readonly topic: number;
}

/** A topic that the words speak of, and the keywords that say so (ours, never the reporter’s words). */
export interface TopicScore {
  readonly topic: Topic;
  readonly score: number;
  /** weight of the strongest keyword alone */
  readonly strongest: number;
  readonly matched: readonly string[];
}

/** A folded text: its words, and each with its forms without affixes. */
export interface Folded {
  readonly tokens: readonly string[];
  readonly forms: readonly ReadonlySet<string>[];
}

/** A routing policy made ready for matching. */
export interface PreparedPolicy {
  readonly policy: RoutingPolicy;
  readonly words: WordList;
  readonly formsOf: (word: string) => ReadonlySet<string>;
  /** phrases by their first word */
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>;
  readonly keywords: ReadonlySet<string>;
  /** words before something that only says where, and kinds of buildings between them and it */
  readonly landmarks: ReadonlySet<string>;
  readonly buildings: ReadonlySet<string>;
  readonly classPhrases: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly emergency: readonly (readonly string[])[];
  /** words for heads of government and of bodies, by tier */
  readonly heads: Readonly<Record<'any' | 'regency' | 'province' | 'national', Phrases>>;
  /** words for the border between two places */
  readonly borders: Phrases;
  /** words of an accusation where one of the officials is named */
  readonly doubtful: Phrases;
  readonly officials: Phrases;
}

export type Phrases = readonly (readonly string[])[];

export function fold(text: string, { words, formsOf }: PreparedPolicy): Folded {
  const found = tokens(text, words);
  return { tokens: found, forms: found.map(formsOf) };
}

export function preparePolicy(policy: RoutingPolicy, words: WordList): PreparedPolicy {
  const phrases = new Map<string, Phrase[]>();
  const keywords = new Set<string>();
  const add = (text: string, weight: number, topic: number, against: boolean) => {
    const [first, ...rest] = phraseWords(text, words);
    if (first === undefined) return;
    const known = phrases.get(first);
    const phrase = { text, rest, weight, against, topic };
    if (known) known.push(phrase);
    else phrases.set(first, [phrase]);
    if (!against && !rest.includes(gap)) keywords.add([first, ...rest].join(' '));
  };
  policy.topics.forEach((topic, index) => {
    for (const keyword of topic.keywords) {
      const [text, weight] = typeof keyword === 'string' ? [keyword, 1] : keyword;
      add(text, weight, index, false);
    }
    for (const text of topic.not ?? []) add(text, 0, index, true);
  });
  const folded = (list: readonly string[]) => list.map((text) => tokens(text, words));
  const heads = policy.decision?.heads;
  return {
    policy,
    words,
    formsOf: remembering(forms, 20_000),
    phrases,
    keywords,
    landmarks: new Set(words.landmark),
    buildings: new Set(words.building ?? []),
    classPhrases: new Map(Object.entries(policy.classWords).map(([name, list]) => [name, folded(list)])),
    emergency: (policy.emergencyWords ?? []).map((text) => phraseWords(text, words)),
    heads: {
      any: folded(heads?.any ?? policy.headWords ?? []),
      regency: folded(heads?.regency ?? []),
      province: folded(heads?.province ?? []),
      national: folded(heads?.national ?? []),
    },
    borders: folded(policy.decision?.borderWords ?? []),
    doubtful: folded(policy.doubtfulWords ?? []),
    officials: folded(policy.officialWords ?? []),
  };
}

/** Whether the words of a phrase stand at this spot, affixes aside. */
export const standsAt = ({ forms: all }: Folded, at: number, rest: readonly string[]): boolean =>
  standsBehind(all, at, rest);

const formsIn = new WeakMap<Folded, ReadonlySet<string>>();
/** Every form of every word of a text: most phrases of a list are ruled out by one look. */
function allForms(folded: Folded): ReadonlySet<string> {
  const known = formsIn.get(folded);
  if (known) return known;
  const all = new Set<string>();
  for (const each of folded.forms) for (const form of each) all.add(form);
  formsIn.set(folded, all);
  return all;
}

/** The phrases of a list that the text says; what it denies (“tidak ada pungli”) it does not say. */
export function occurring(folded: Folded, list: Phrases): string[] {
  const known = allForms(folded);
  const said = ([first, ...rest]: readonly string[]) =>
    first !== undefined &&
    known.has(first) &&
    folded.forms.some((all, at) => all.has(first) && standsAt(folded, at, rest) && !denied(folded, at));
  return list.filter(said).map((phrase) => phrase.join(' '));
}

const againstFactor = 0.3;
const landmarkFactor = 0.25;

/** Scores every topic that a keyword speaks for; best first. `emphasis` multiplies the words of a text part. */
export function scoreTopics(
  parts: readonly { folded: Folded; emphasis: number }[],
  prepared: PreparedPolicy,
): TopicScore[] {
  const found = new Map<number, Map<string, number>>();
  const against = new Set<number>();
  for (const { folded, emphasis } of parts) {
    folded.forms.forEach((all, at) => {
      for (const form of all) {
        for (const phrase of prepared.phrases.get(form) ?? []) {
          if (!standsAt(folded, at, phrase.rest)) continue;
          if (phrase.against) against.add(phrase.topic);
          else note(found, phrase, onlyWhere(folded, at, prepared) ? emphasis * landmarkFactor : emphasis);
        }
      }
    });
  }
  return [...found]
    .map(([index, matched]) => scored(index, matched, against.has(index), prepared))
    .filter((each) => each !== undefined)
    .sort((a, b) => b.score - a.score);
}

/** Whether the word only says where something is: behind “depan”, or behind “depan kantor”. */
function onlyWhere({ tokens: said }: Folded, at: number, { landmarks, buildings }: PreparedPolicy): boolean {
  const before = said[at - 1] ?? '';
  return landmarks.has(before) || (buildings.has(before) && landmarks.has(said[at - 2] ?? ''));
}

function note(
  found: Map<number, Map<string, number>>,
  { topic, text, weight }: Phrase,
  emphasis: number,
): void {
  const matched = found.get(topic) ?? new Map<string, number>();
  found.set(topic, matched);
  matched.set(text, Math.max(matched.get(text) ?? 0, weight * emphasis));
}

/** The strongest keyword counts whole, each further one less: many weak words must not outdo a clear one. */
function scored(
  index: number,
  matched: ReadonlyMap<string, number>,
  against: boolean,
  prepared: PreparedPolicy,
): TopicScore | undefined {
  const topic = prepared.policy.topics[index];
  if (!topic) return undefined;
  const best = [...matched].sort((a, b) => b[1] - a[1]);
  const sum = best.reduce((total, [, weight], rank) => total + weight / (1 + rank * 0.6), 0);
  return {
    topic,
    score: sum * (against ? againstFactor : 1),
    strongest: best[0]?.[1] ?? 0,
    matched: best.slice(0, 4).map(([text]) => text),
  };
}
