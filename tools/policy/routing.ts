import { type CategoryIndex, type DirectoryIndex, tokens, type WordList } from '@satupintu/domain';
import { ComplaintClass, RoutingPolicy, type Topic } from '@satupintu/events';
import { type DataFault, faultIn, repeated, shapeFaults } from './fault';

const file = 'data/routing/policy.json';
const fault = faultIn(file);

export interface RoutingData {
  readonly policy: RoutingPolicy;
  readonly words: WordList;
  readonly directory: DirectoryIndex;
  readonly categories: CategoryIndex;
}

/** Topics that name what exists, have somebody to go to, and can win. */
export function routingFaults(data: RoutingData): DataFault[] {
  const { policy, words } = data;
  const prepared = policy.topics.map((topic) => phrasesOf(topic, words));
  return [
    ...shapeFaults(file, RoutingPolicy, policy),
    ...repeated(policy.topics, ({ key }) => key).map(({ index, key }) =>
      fault(`/topics/${index}/key`, `${key} is there before`),
    ),
    ...policy.topics.flatMap((topic, index) => topicFaults(topic, `/topics/${index}`, data)),
    ...prepared.flatMap((phrases, index) =>
      phraseFaults(phrases, policy.topics[index]?.not ?? [], `/topics/${index}`, words),
    ),
    ...shadowFaults(policy.topics, prepared),
    ...classFaults(policy),
  ];
}

function topicFaults(topic: Topic, at: string, { directory, categories }: RoutingData): DataFault[] {
  const { affair, category, organisation, competent } = topic;
  const faults: DataFault[] = [];
  const affairs = new Set(directory.directory.affairs.map(({ code }) => code));
  if (affair !== undefined && !affairs.has(affair))
    faults.push(fault(`${at}/affair`, `${affair} is not known`));
  if (category !== undefined && categories.resolve(category) === undefined) {
    faults.push(fault(`${at}/category`, `${category} is not known`));
  }
  if (organisation !== undefined && !directory.exists(organisation)) {
    faults.push(fault(`${at}/organisation`, `${organisation} is not known`));
  }
  if (competent === 'national' && organisation === undefined) {
    faults.push(fault(at, 'a national topic names the body that is competent'));
  }
  if (competent !== 'national' && affair !== undefined && !someUnitHandles(affair, competent, directory)) {
    faults.push(fault(`${at}/affair`, `no unit of a ${competent} handles ${affair}`));
  }
  return faults;
}

const someUnitHandles = (
  affair: string,
  competent: Topic['competent'],
  { directory }: DirectoryIndex,
): boolean =>
  directory.unitRules.some(
    ({ affairs, levels }) =>
      affairs.includes(affair) &&
      levels.some((level) => (level === 'province') === (competent === 'province')),
  );

/** The phrases of a topic as they are matched, with their weights. */
type Phrases = ReadonlyMap<string, { readonly weight: number; readonly place: number }>;

function phrasesOf(topic: Topic, words: WordList): Phrases {
  const found = new Map<string, { weight: number; place: number }>();
  topic.keywords.forEach((keyword, place) => {
    const [text, weight] = typeof keyword === 'string' ? [keyword, 1] : keyword;
    const phrase = tokens(text, words).join(' ');
    if (!found.has(phrase)) found.set(phrase, { weight, place });
  });
  return found;
}

/** Phrases that can match nothing, or that speak for and against at once. */
function phraseFaults(phrases: Phrases, not: readonly string[], at: string, words: WordList): DataFault[] {
  const against = not.map((text) => tokens(text, words).join(' '));
  return [...phrases].flatMap(([phrase, { place }]) => {
    if (phrase === '') return [fault(`${at}/keywords/${place}`, 'there is no word in it')];
    const refuted = against.find((other) => ` ${phrase} `.includes(` ${other} `));
    return refuted === undefined
      ? []
      : [fault(`${at}/keywords/${place}`, `“${phrase}” speaks against itself (not: ${refuted})`)];
  });
}

/** A topic is shadowed by another one that hears all that it hears, as loudly: it can never be alone at the top. */
function shadowFaults(topics: readonly Topic[], prepared: readonly Phrases[]): DataFault[] {
  return topics.flatMap((topic, index) => {
    const mine: Phrases = prepared[index] ?? new Map<string, never>();
    const rival = topics.find((other, at) => {
      const theirs = prepared[at];
      if (at === index || theirs === undefined || (other.not ?? []).length > 0) return false;
      return [...mine].every(([phrase, { weight }]) => (theirs.get(phrase)?.weight ?? 0) >= weight);
    });
    return rival === undefined ? [] : [fault(`/topics/${index}`, `${topic.key} is shadowed by ${rival.key}`)];
  });
}

function classFaults({ classWords, thresholds }: RoutingPolicy): DataFault[] {
  const classes = new Set<string>(ComplaintClass['enum'] as string[]);
  const unknown = (record: object, name: string) =>
    Object.keys(record)
      .filter((key) => !classes.has(key))
      .map((key) => fault(`/${name}/${key}`, `${key} is not a class`));
  return [...unknown(classWords, 'classWords'), ...unknown(thresholds, 'thresholds')];
}
