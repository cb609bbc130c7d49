import { type Reason } from '@satupintu/events';
import { hinted } from './bodies';
import { competentBodies } from './competent';
import { type RoutingInput, type RoutingKit } from './decision';
import { type DirectoryIndex } from './directory';
import { type PlaceCandidate } from './place/candidate';
import * as say from './reasons';
import { type TopicScore } from './topics';
import { type Understanding } from './understanding';

/** One piece of evidence that a body should handle the complaint. */
export interface Claim {
  readonly organisation: string;
  readonly unit?: string;
  readonly probability: number;
  readonly reasons: readonly Reason[];
}

const hintScore = 4.5;
/** A keyword alone is a hint, three of them are nearly sure. */
export const surety = (score: number): number => 1 - Math.exp(-score / 1.4);
const mostTopics = 8;

/** Every claim of the rules: topics at places, bodies named, the reporter’s hint. They share one certainty. */
export function ruleClaims(understood: Understanding, input: RoutingInput, kit: RoutingKit): Claim[] {
  const { directory } = kit;
  const topics = byCategory(understood.topics, input.category).slice(0, mostTopics);
  const hint = input.agencyHint === undefined ? undefined : hinted(directory, input.agencyHint);
  const scores = [
    ...topics.map(({ score }) => score),
    ...understood.bodies.map(({ weight }) => weight),
    ...(hint ? [hintScore] : []),
  ];
  const share = sharing(scores);
  const found = [
    ...topics.flatMap((each) => topicClaims(each, share(each.score), understood.places, directory)),
    ...understood.bodies.map(({ organisation, alias, weight }): Claim => {
      return { organisation, probability: share(weight), reasons: [say.namedReason(alias)] };
    }),
    ...(hint
      ? [{ organisation: hint.code, probability: share(hintScore), reasons: [say.hintReason(hint.name)] }]
      : []),
  ];
  return found.length > 0 ? found : coordinatorClaims(understood.places, directory);
}

/** The best score says how sure it is at all; squares share that out, so that clear evidence outdoes weak. */
function sharing(scores: readonly number[]): (score: number) => number {
  const squares = scores.reduce((sum, score) => sum + score ** 2, 0);
  const sure = surety(Math.max(...scores));
  return (score) => (sure * score ** 2) / squares;
}

/** A category that was chosen speaks for its topics. */
export function byCategory(topics: readonly TopicScore[], category: string | undefined): TopicScore[] {
  if (category === undefined) return [...topics];
  const main = category.split('/', 1)[0];
  const factor = (own: string | undefined) =>
    own === category ? 1.6 : own?.split('/', 1)[0] === main ? 1.25 : 1;
  return topics
    .map((each) => ({ ...each, score: each.score * factor(each.topic.category) }))
    .sort((a, b) => b.score - a.score);
}

const topicClaims = (
  scored: TopicScore,
  probability: number,
  places: readonly PlaceCandidate[],
  directory: DirectoryIndex,
): Claim[] =>
  competentBodies(scored.topic, places, directory).map(({ organisation, unit, place }) => ({
    organisation,
    ...(unit !== undefined && { unit }),
    probability: probability * (place?.probability ?? 1),
    reasons: [
      say.topicReason(scored),
      ...(place ? [say.placeReason(place)] : []),
      say.competenceReason(scored),
    ],
  }));

/** No affair is clear: the government of the place is a guess, never a sure one. */
const coordinatorClaims = (places: readonly PlaceCandidate[], directory: DirectoryIndex): Claim[] =>
  places.map((place) => ({
    organisation: directory.placeOwner(place.region),
    probability: place.probability * 0.4,
    reasons: [say.placeReason(place), say.coordinatorReason],
  }));
