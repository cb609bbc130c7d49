import { type ComplaintClass, type Reason, type Suggestion, type Unit } from '@satupintu/events';
import { type RoutingInput, type RoutingKit } from './decision';
import { hinted, type NamedBody } from './bodies';
import { NATIONAL_MANAGER } from '../life/owner';
import { type DirectoryIndex } from './directory';
import { type PlaceCandidate } from './place/candidate';
import { remembering } from './remember';
import * as say from './reasons';
import { type TopicScore } from './topics';

/** What the words of a complaint came to. */
export interface Understanding {
  readonly class: ComplaintClass;
  readonly topics: readonly TopicScore[];
  readonly bodies: readonly NamedBody[];
  readonly places: readonly PlaceCandidate[];
  /** the text speaks of a head of government or of the inspectorate */
  readonly head: boolean;
}

interface Claim {
  readonly organisation: string;
  readonly unit?: string;
  readonly probability: number;
  readonly reasons: readonly Reason[];
}

const hintScore = 4.5;
const surety = (score: number) => 1 - Math.exp(-score / 1.4);

type UnitsOf = (organisation: string) => readonly Unit[];

/** The unit of an organisation that has an affair; for district affairs that of the place’s district. */
function unitFor(
  directory: DirectoryIndex,
  unitsOf: UnitsOf,
  organisation: string,
  affair: string | undefined,
  place: PlaceCandidate,
): Unit | undefined {
  if (affair === undefined) return undefined;
  const units = unitsOf(organisation).filter((unit) => unit.affairs.includes(affair));
  if (affair !== '7.01') return units[0];
  const district = place.region.length >= 8 ? directory.regionName(place.region.slice(0, 8)) : undefined;
  return district === undefined ? undefined : units.find(({ name }) => name.endsWith(` ${district}`));
}

/** The government at a place that is competent: the province’s for provincial affairs. */
const competentAt = (directory: DirectoryIndex, level: 'regency' | 'province', region: string): string =>
  directory.placeOwner(level === 'province' ? region.slice(0, 2) : region);

function localClaims(
  scored: TopicScore,
  probability: number,
  places: readonly PlaceCandidate[],
  directory: DirectoryIndex,
  unitsOf: UnitsOf,
): Claim[] {
  const { competent, affair } = scored.topic;
  if (competent === 'national') return [];
  return places.map((place) => {
    const organisation = competentAt(directory, competent, place.region);
    const unit = unitFor(directory, unitsOf, organisation, affair, place)?.code;
    const reasons = [say.topicReason(scored), say.placeReason(place), say.competenceReason(scored)];
    return {
      organisation,
      ...(unit !== undefined && { unit }),
      probability: probability * place.probability,
      reasons,
    };
  });
}

/** Every claim on the complaint: topics at places, bodies named, the reporter’s hint. They share one certainty. */
export function claims(understood: Understanding, input: RoutingInput, kit: RoutingKit): Claim[] {
  const { directory } = kit;
  const { topics, bodies, places } = understood;
  const hint = input.agencyHint === undefined ? undefined : hinted(directory, input.agencyHint);
  const scores = [
    ...topics.map((each) => each.score),
    ...bodies.map((each) => each.weight),
    ...(hint ? [hintScore] : []),
  ];
  const squares = scores.reduce((sum, score) => sum + score ** 2, 0);
  const probabilityOf = (score: number) => (surety(Math.max(...scores)) * score ** 2) / squares;

  const unitsOf = remembering((code) => directory.unitsOf(code), 100);
  const found: Claim[] = [];
  for (const scored of topics) {
    const probability = probabilityOf(scored.score);
    const { organisation } = scored.topic;
    if (organisation === undefined)
      found.push(...localClaims(scored, probability, places, directory, unitsOf));
    else
      found.push({
        organisation,
        probability,
        reasons: [say.topicReason(scored), say.competenceReason(scored)],
      });
  }
  for (const { organisation, alias, weight } of bodies) {
    found.push({ organisation, probability: probabilityOf(weight), reasons: [say.namedReason(alias)] });
  }
  if (hint)
    found.push({
      organisation: hint.code,
      probability: probabilityOf(hintScore),
      reasons: [say.hintReason(hint.name)],
    });
  return found.length > 0 ? found : coordinatorClaims(places, directory);
}

/** No affair is clear: the government of the place is a guess, never a sure one. */
const coordinatorClaims = (places: readonly PlaceCandidate[], directory: DirectoryIndex): Claim[] =>
  places.map((place) => ({
    organisation: directory.placeOwner(place.region),
    probability: place.probability * 0.4,
    reasons: [say.placeReason(place), say.coordinatorReason],
  }));

/** Claims on one organisation come together; it names a unit only where one unit has most of them. */
export function gather(all: readonly Claim[]): Suggestion[] {
  const byOrganisation = new Map<string, Claim[]>();
  for (const claim of all)
    byOrganisation.set(claim.organisation, [...(byOrganisation.get(claim.organisation) ?? []), claim]);
  return [...byOrganisation]
    .map(([organisation, claimed]) => suggestionOf(organisation, claimed))
    .sort((a, b) => b.probability - a.probability);
}

function suggestionOf(organisation: string, claimed: readonly Claim[]): Suggestion {
  const sorted = [...claimed].sort((a, b) => b.probability - a.probability);
  const probability = sorted.reduce((sum, each) => sum + each.probability, 0);
  const unit = sorted[0]?.unit;
  const unitShare =
    sorted.filter((each) => each.unit === unit).reduce((sum, each) => sum + each.probability, 0) /
    probability;
  const texts = new Set<string>();
  const reasons = sorted
    .flatMap((each) => each.reasons)
    .filter(({ text }) => !texts.has(text) && texts.add(text))
    .slice(0, 6);
  return {
    organisation,
    ...(unit !== undefined && unitShare >= 0.6 && { unit }),
    probability: Math.min(0.99, probability),
    reasons,
  };
}

/** An accusation goes to the inspectorate, of the tier above where the head of government is accused. */
export function toInspectorate(suggestion: Suggestion, head: boolean, directory: DirectoryIndex): Suggestion {
  const above = head ? directory.parentOf(suggestion.organisation) : undefined;
  const organisation =
    above !== undefined && directory.inspectorateOf(above) !== undefined ? above : suggestion.organisation;
  const unit = directory.inspectorateOf(organisation);
  const { probability, reasons } = suggestion;
  if (unit === undefined)
    return { organisation, probability, reasons: [...reasons, say.noInspectorateReason] };
  const why =
    organisation === suggestion.organisation
      ? [say.inspectorateReason]
      : [say.inspectorateReason, say.tierAboveReason];
  return { organisation, unit, probability, reasons: [...reasons, ...why] };
}

/** An unconnected body’s cases are held by the nearest connected body above it. */
export function held(suggestion: Suggestion, directory: DirectoryIndex): Suggestion {
  const own = directory.organisation(suggestion.organisation);
  if (own?.connection !== 'unconnected') return suggestion;
  const above = directory
    .ancestors(own.code)
    .find((code) => directory.organisation(code)?.connection === 'connected');
  const { probability, reasons } = suggestion;
  return {
    organisation: above ?? NATIONAL_MANAGER,
    probability,
    reasons: [...reasons, say.heldReason(own.name)],
  };
}
