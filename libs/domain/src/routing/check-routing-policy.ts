import { ComplaintClass, type RoutingPolicy, type Topic } from '@satupintu/events';
import { type CategoryIndex } from '../categories';
import { fault, type PolicyFault } from '../clocks/check-calendar';
import { type DirectoryIndex } from './directory';
import { tokens, type WordList } from './words';

export interface RoutingData {
  readonly policy: RoutingPolicy;
  readonly words: WordList;
  readonly directory: DirectoryIndex;
  readonly categories: CategoryIndex;
}

/** Everything that is wrong with a policy: topics must name what exists, rest on a law, have an owner, and can win. */
export function checkRoutingPolicy(data: RoutingData): PolicyFault[] {
  const { policy, words } = data;
  const prepared = policy.topics.map((topic) => phrasesOf(topic, words));
  return [
    ...policy.topics.flatMap(({ key }, index) =>
      policy.topics.findIndex((other) => other.key === key) < index
        ? [fault(`/topics/${index}/key`, `${key} is there before`)]
        : [],
    ),
    ...policy.topics.flatMap((topic, index) => [
      ...checkTopic(topic, `/topics/${index}`, data),
      ...checkOwner(topic, `/topics/${index}`, data.directory),
    ]),
    ...prepared.flatMap((phrases, index) =>
      checkPhrases(phrases, policy.topics[index]?.not ?? [], `/topics/${index}`, words),
    ),
    ...checkShadows(policy.topics, prepared),
    ...checkClasses(policy),
  ];
}

/** Topics that a version of the directory leaves without an owner. */
export const checkOwners = ({ version, topics }: RoutingPolicy, directory: DirectoryIndex): PolicyFault[] =>
  topics.flatMap((topic) =>
    [...checkBodies(topic, '', directory), ...checkOwner(topic, '', directory)].map(({ detail }) =>
      fault('', `topic ${topic.key} of routing policy ${version}: ${detail}`),
    ),
  );

function checkBodies({ affair, organisation }: Topic, at: string, directory: DirectoryIndex): PolicyFault[] {
  const faults: PolicyFault[] = [];
  if (affair !== undefined && !directory.directory.affairs.some(({ code }) => code === affair))
    faults.push(fault(`${at}/affair`, `${affair} is not known`));
  if (organisation !== undefined && !directory.exists(organisation))
    faults.push(fault(`${at}/organisation`, `${organisation} is not known`));
  return faults;
}

function checkTopic(topic: Topic, at: string, { directory, categories }: RoutingData): PolicyFault[] {
  const { key, category, legalBasis, review } = topic;
  const faults = checkBodies(topic, at, directory);
  if (category !== undefined && categories.resolve(category) === undefined)
    faults.push(fault(`${at}/category`, `${category} is not known`));
  if (legalBasis.trim() === '' && review !== true)
    faults.push(fault(`${at}/legalBasis`, `${key} names its law, or is marked for review`));
  return faults;
}

/** A national topic names its body; a local one needs a level that has its affair. */
function checkOwner({ affair, organisation, competent }: Topic, at: string, directory: DirectoryIndex) {
  if (competent === 'national')
    return organisation === undefined ? [fault(at, 'a national topic names the body that is competent')] : [];
  return affair === undefined || someUnitHandles(affair, competent, directory)
    ? []
    : [fault(`${at}/affair`, `no unit of a ${competent} handles ${affair}`)];
}

/** Rules without `only`: what Jakarta alone has, the other provinces have not. */
const someUnitHandles = (affair: string, competent: Topic['competent'], { directory }: DirectoryIndex) =>
  directory.unitRules.some(
    ({ affairs, levels, only }) =>
      affairs.includes(affair) &&
      only === undefined &&
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
function checkPhrases(phrases: Phrases, not: readonly string[], at: string, words: WordList): PolicyFault[] {
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
function checkShadows(topics: readonly Topic[], prepared: readonly Phrases[]): PolicyFault[] {
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

/** Each class has its threshold, and an accusation is never routed alone more easily than an ordinary complaint. */
function checkClasses({ classWords, thresholds }: RoutingPolicy): PolicyFault[] {
  const classes = ComplaintClass['enum'] as string[];
  const unknown = (record: object, name: string) =>
    Object.keys(record)
      .filter((key) => !classes.includes(key))
      .map((key) => fault(`/${name}/${key}`, `${key} is not a class`));
  const missing = classes
    .filter((each) => thresholds[each] === undefined)
    .map((each) => fault('/thresholds', `${each} has no threshold`));
  const { complaint = 0, oversight_complaint: oversight = 1 } = thresholds;
  const isLax = oversight < complaint;
  const lax = isLax ? [fault('/thresholds/oversight_complaint', 'is below that of complaints')] : [];
  return [...unknown(classWords, 'classWords'), ...unknown(thresholds, 'thresholds'), ...missing, ...lax];
}
