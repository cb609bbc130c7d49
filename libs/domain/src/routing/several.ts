import { type Contribution, type Suggestion } from '@satupintu/events';
import { decisionRules } from './certainty';
import { surety } from './claims';
import { type Competent, competentBodies } from './competent';
import { type RoutingInput, type RoutingKit } from './decision';
import { type DirectoryIndex } from './directory';
import { held } from './held';
import { type PlaceCandidate } from './place/candidate';
import { surePlace } from './places';
import * as say from './reasons';
import { hasRefused } from './refusals';
import { type TopicScore } from './topics';
import { type Understanding } from './understanding';

/** Beside the lead, another place of a border needs this much. */
const leastOtherPlace = 0.15;
/** A name says less than a subject: people name whom they told as well. */
const trustInName = 0.6;

/**
 * Bodies that probably have a part beside the lead: those competent for another problem in the text, those named with
 * it, and the neighbour where the matter lies on a border. Proposed only; an accusation is for its inspectorate alone.
 */
export function contributorsOf(
  lead: Suggestion,
  understood: Understanding,
  input: RoutingInput,
  kit: RoutingKit,
): Contribution[] {
  if (understood.class === 'oversight_complaint') return [];
  const { most, never = [] } = decisionRules(kit.prepared.policy).contributors;
  const own = ownTopics(lead, understood, kit.directory);
  const found = [
    ...ofOtherTopics(own, understood, kit),
    ...ofNames(own, understood, kit),
    ...acrossBorder(own, understood, kit.directory),
  ].map((each) => connected(each, kit.directory));
  return likeliestEach(found)
    .filter(({ organisation, unit }) => !isSame(lead, { organisation, unit }))
    .filter(
      ({ organisation }) => !never.includes(organisation) && !hasRefused(organisation, input.refused ?? []),
    )
    .slice(0, most);
}

/** The topics that speak for the lead. */
const ownTopics = (
  lead: Suggestion,
  { topics, places }: Understanding,
  directory: DirectoryIndex,
): TopicScore[] =>
  topics.filter(({ topic }) => competentBodies(topic, places, directory).some((each) => isSame(lead, each)));

/** The same body; a unit that is not named may be any. */
const isSame = (one: Pick<Competent, 'organisation'> & { unit?: string | undefined }, other: typeof one) =>
  one.organisation === other.organisation &&
  (one.unit === undefined || other.unit === undefined || one.unit === other.unit);

function ofOtherTopics(
  own: readonly TopicScore[],
  { topics, places }: Understanding,
  kit: RoutingKit,
): Contribution[] {
  const { leastScore, leastKeyword, leastShare } = decisionRules(kit.prepared.policy).contributors;
  const best = Math.max(0, ...own.map(({ score }) => score));
  const sure = places.filter(({ probability }) => probability >= surePlace);
  return topics
    .filter(
      ({ score, strongest }) => strongest >= leastKeyword && score >= Math.max(leastScore, leastShare * best),
    )
    .filter((each) => !own.some((one) => one === each || isAlternative(one, each)))
    .flatMap((each) =>
      competentBodies(each.topic, sure, kit.directory).map(({ organisation, unit }) => ({
        organisation,
        ...(unit !== undefined && { unit }),
        probability: surety(each.score) * Math.min(1, best === 0 ? 1 : each.score / best),
        task: say.partReason(each),
      })),
    );
}

const wordsOf = ({ matched }: TopicScore) => new Set(matched.flatMap((text) => text.split(' ')));
const mainCategory = ({ topic }: TopicScore) => topic.category?.split('/', 1)[0];

/** Two readings of one problem (whose road is it?) are not two problems. */
function isAlternative(one: TopicScore, other: TopicScore): boolean {
  if (mainCategory(one) !== mainCategory(other)) return false;
  const words = wordsOf(one);
  return [...wordsOf(other)].some((word) => words.has(word));
}

function ofNames(own: readonly TopicScore[], { bodies }: Understanding, kit: RoutingKit): Contribution[] {
  const { leastScore } = decisionRules(kit.prepared.policy).contributors;
  if (own.length === 0) return [];
  return bodies
    .filter(({ weight }) => weight >= leastScore)
    .map(({ organisation, alias, weight }) => ({
      organisation,
      probability: surety(weight) * trustInName,
      task: say.namedPartReason(alias),
    }));
}

/** The same problem at the other side of a border that the text speaks of. */
function acrossBorder(
  own: readonly TopicScore[],
  { border, saidPlaces }: Understanding,
  directory: DirectoryIndex,
): Contribution[] {
  const [problem] = own;
  if (!border || !problem) return [];
  const sides: readonly PlaceCandidate[] = saidPlaces.filter(
    ({ probability }) => probability >= leastOtherPlace,
  );
  return competentBodies(problem.topic, sides, directory).flatMap(({ organisation, unit, place }) =>
    place
      ? [
          {
            organisation,
            ...(unit !== undefined && { unit }),
            probability: Math.min(0.9, place.probability + 0.3),
            task: say.borderReason(place.name),
          },
        ]
      : [],
  );
}

/** An unconnected body’s part is its holder’s. */
function connected(each: Contribution, directory: DirectoryIndex): Contribution {
  const holder = held({ ...each, reasons: [] }, directory).organisation;
  if (holder === each.organisation) return each;
  const { probability, task } = each;
  return { organisation: holder, probability, task };
}

function likeliestEach(found: readonly Contribution[]): Contribution[] {
  const best = new Map<string, Contribution>();
  for (const each of [...found].sort((a, b) => b.probability - a.probability)) {
    const key = each.unit ?? each.organisation;
    if (!best.has(key) && ![...best.values()].some((known) => isSame(known, each))) best.set(key, each);
  }
  return [...best.values()];
}
