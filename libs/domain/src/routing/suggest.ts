import { type Directory, type Reason, type RoutingPolicy, type Suggestion } from '@satupintu/events';
import { bodyFinder } from './bodies';
import { classify } from './classes';
import { type Decision, type Refused, type RoutingInput, type RoutingKit } from './decision';
import { type DirectoryIndex, indexDirectory } from './directory';
import { claims, gather, held, toInspectorate, type Understanding } from './owners';
import { type PlaceCandidate } from './place/candidate';
import { type Gazetteer } from './place/gazetteer';
import * as say from './reasons';
import { type Folded, fold, occurring, preparePolicy, scoreTopics, type TopicScore } from './topics';
import { type WordList } from './words';

/** Puts together what decisions are made with; do it once per version. */
export function routingKit(
  directory: Directory | DirectoryIndex,
  policy: RoutingPolicy,
  gazetteer: Gazetteer,
  words: WordList,
): RoutingKit {
  const index = 'organisations' in directory ? indexDirectory(directory) : directory;
  const prepared = preparePolicy(policy, words);
  return { directory: index, prepared, gazetteer, bodies: bodyFinder(index, prepared) };
}

/** Nobody reads twenty thousand characters: what matters is said at the beginning. */
const mostCharacters = 6000;
const surePlace = 0.5;
const mostSuggestions = 5;
const leastProbability = 0.03;
const titleEmphasis = 1.3;

/** Decides who should handle a complaint. Pure: the same input and versions give the same decision. */
export function suggest(input: RoutingInput, kit: RoutingKit): Decision {
  const { directory, prepared, gazetteer } = kit;
  const { policy } = prepared;
  const texts = [input.title ?? '', input.text.slice(0, mostCharacters), input.agencyHint ?? ''];
  const parts = texts.map((text) => fold(text, prepared));
  const all: Folded = {
    tokens: parts.flatMap((part) => part.tokens),
    forms: parts.flatMap((part) => part.forms),
  };
  const classified = classify(input.class, all, prepared);
  const emergency = occurring(all, prepared.emergency);
  const places = withOperator(gazetteer.find({ ...input.place, texts }), input.operator, kit);
  const topics = scoreTopics(
    parts.map((folded, part) => ({ folded, emphasis: part === 1 ? 1 : titleEmphasis })),
    prepared,
  );
  const understood: Understanding = {
    class: classified.class,
    topics: byCategory(topics, input.category).slice(0, 8),
    bodies: kit.bodies(all),
    places,
    head: occurring(all, prepared.heads).length > 0,
  };
  const suggestions = rank(understood, input, kit);
  const threshold = policy.thresholds[classified.class] ?? 1;
  const routes = mayRoute(suggestions, threshold, understood, kit);
  const place = places[0];
  const region = place && place.probability >= surePlace ? place.region : undefined;
  const category = input.category ?? understood.topics[0]?.topic.category;
  const reasons: (Reason | undefined)[] = [
    emergency.length > 0 ? say.emergencyReason(emergency) : undefined,
    classified.reason,
    place ? say.placeReason(place) : say.noPlaceReason,
    routes ? undefined : say.unsureReason(threshold),
    refusedBy(input.refused, directory),
  ];
  return {
    decision: routes ? 'route' : 'triage',
    suggestions,
    class: classified.class,
    ...(category !== undefined && { category }),
    ...(place && { place }),
    ...(region !== undefined && { region }),
    emergency: emergency.length > 0,
    contributors: [],
    decidedBy: 'rule',
    reasons: reasons.filter((each) => each !== undefined),
    owner: { organisation: directory.placeOwner(region) },
    versions: { directory: directory.version, policy: policy.version, gazetteer: gazetteer.version },
  };
}

/** A category that was chosen speaks for its topics. */
function byCategory(topics: readonly TopicScore[], category: string | undefined): TopicScore[] {
  if (category === undefined) return [...topics];
  const main = category.split('/', 1)[0];
  const factor = (own: string | undefined) =>
    own === category ? 1.6 : own?.split('/', 1)[0] === main ? 1.25 : 1;
  return topics
    .map((each) => ({ ...each, score: each.score * factor(each.topic.category) }))
    .sort((a, b) => b.score - a.score);
}

/** Likely, but people file from afar: below what is sure enough to be written down. */
const operatorPlace = 0.45;

/** A government’s own channel hints at its region where the complaint names no other. */
function withOperator(
  places: readonly PlaceCandidate[],
  operator: string | undefined,
  { directory, gazetteer }: RoutingKit,
): readonly PlaceCandidate[] {
  const region = operator === undefined ? undefined : directory.organisation(operator)?.region;
  if (region === undefined || (places[0]?.probability ?? 0) >= surePlace) return places;
  const inside = places.find((place) => place.region.startsWith(region));
  const name = gazetteer.nameOf(region) ?? region;
  return [
    {
      region: inside?.region ?? region,
      name: inside?.name ?? name,
      probability: operatorPlace,
      evidence: [{ kind: 'operator', name }],
    },
  ];
}

const refusedBy = (refused: readonly Refused[] | undefined, directory: DirectoryIndex): Reason | undefined =>
  refused === undefined || refused.length === 0
    ? undefined
    : say.refusedReason(
        refused.map(({ organisation }) => directory.organisation(organisation)?.name ?? organisation),
      );

function rank(understood: Understanding, input: RoutingInput, kit: RoutingKit): Suggestion[] {
  const { directory } = kit;
  const refused = input.refused ?? [];
  const proper = gather(claims(understood, input, kit)).map((each) =>
    held(
      understood.class === 'oversight_complaint' ? toInspectorate(each, understood.head, directory) : each,
      directory,
    ),
  );
  const weighed = gather([...likelier(proper, refused), ...proposals(refused, proper, directory)]);
  return weighed
    .filter(
      ({ organisation, probability }) =>
        probability >= leastProbability && !refused.some((each) => each.organisation === organisation),
    )
    .slice(0, mostSuggestions);
}

const trustInRefusal = 0.5;
const trustInProposal = 0.55;

/** Where a likely body has refused, it was perhaps not so likely: the others gain. */
function likelier(proper: readonly Suggestion[], refused: readonly Refused[]): Suggestion[] {
  const hasRefused = ({ organisation }: Suggestion) =>
    refused.some((each) => each.organisation === organisation);
  const lost = proper.filter(hasRefused).reduce((sum, { probability }) => sum + probability, 0);
  const factor = 1 / (1 - trustInRefusal * Math.min(1, lost));
  return proper.map((each) => ({ ...each, probability: Math.min(0.99, each.probability * factor) }));
}

/** Whom a refusing body names is weighed, not obeyed: it goes there alone only where the words speak for it as well. */
function proposals(
  refused: readonly Refused[],
  proper: readonly Suggestion[],
  directory: DirectoryIndex,
): Suggestion[] {
  const last = refused.at(-1);
  if (last?.proposed === undefined || !directory.exists(last.proposed)) return [];
  const by = directory.organisation(last.organisation)?.name ?? last.organisation;
  const known = proper.find(({ organisation }) => organisation === last.proposed)?.probability ?? 0;
  return [
    {
      organisation: last.proposed,
      probability: trustInProposal * (1 - known),
      reasons: [say.proposedReason(by)],
    },
  ];
}

/** Oversight complaints go alone only to an inspectorate; nothing goes alone where two bodies are about as likely. */
function mayRoute(
  suggestions: readonly Suggestion[],
  threshold: number,
  understood: Understanding,
  kit: RoutingKit,
): boolean {
  const [first, second] = suggestions;
  if (!first || first.probability < threshold) return false;
  if (second && second.probability > first.probability * 0.75) return false;
  if (understood.class !== 'oversight_complaint') return true;
  return first.unit !== undefined && first.unit === kit.directory.inspectorateOf(first.organisation);
}
