import { type Reason, type Suggestion } from '@satupintu/events';
import { whyNotAlone } from './alone';
import { type Decision, type RoutingInput, type RoutingKit } from './decision';
import { waitingOwner } from './inspectorate';
import { surePlace } from './places';
import { rank } from './rank';
import * as say from './reasons';
import { refusalReasons } from './refusals';
import { contributorsOf } from './several';
import { type Understanding, understand } from './understanding';
import { decisionVersions } from './versions';

const mostSuggestions = 5;

/** Decides who should handle a complaint. Pure: the same input and versions give the same decision. */
export function suggest(input: RoutingInput, kit: RoutingKit): Decision {
  const understood = understand(input, kit);
  const { ranked, ruled } = rank(understood, input, kit);
  const [first] = ranked;
  const contributors = first ? contributorsOf(first, understood, input, kit) : [];
  const hindrance = whyNotAlone(ranked, contributors, understood, input, kit);
  const alone = hindrance === undefined;
  const ruledAlone = () => whyNotAlone(ruled, contributors, understood, input, kit) === undefined;
  const tipped = ranked !== ruled && (!isSameFirst(ranked, ruled) || (alone && !ruledAlone()));
  const [place] = understood.places;
  const region = place && place.probability >= surePlace ? place.region : undefined;
  const category = input.category ?? understood.category;
  const owner = ownerOf(region, understood, kit);
  return {
    decision: alone ? 'route' : 'triage',
    suggestions: ranked.slice(0, mostSuggestions),
    class: understood.class,
    ...(category !== undefined && { category }),
    ...(place && { place }),
    ...(region !== undefined && { region }),
    emergency: understood.dangers.length > 0,
    contributors,
    decidedBy: tipped ? 'model' : 'rule',
    reasons: [
      ...reasonsAbout(understood, input, kit),
      ...heldFor(owner, kit),
      ...(hindrance ? [hindrance] : []),
    ],
    owner: { organisation: kit.directory.holderOf(owner) },
    versions: decisionVersions(kit),
  };
}

const isSameFirst = ([one]: readonly Suggestion[], [other]: readonly Suggestion[]) =>
  one?.organisation === other?.organisation;

/** Accountable while it waits for a person. */
const ownerOf = (region: string | undefined, understood: Understanding, { directory }: RoutingKit): string =>
  understood.class === 'oversight_complaint'
    ? waitingOwner(region, understood.accused, directory)
    : directory.placeOwner(region);

/** Whoever holds a case for a body that is not connected is told so. */
const heldFor = (owner: string, { directory }: RoutingKit): Reason[] =>
  directory.holderOf(owner) === owner ? [] : [say.heldReason(directory.organisation(owner)?.name ?? owner)];

/** About the complaint as a whole: danger, class, place, refusals. */
function reasonsAbout(understood: Understanding, input: RoutingInput, { directory }: RoutingKit): Reason[] {
  const { dangers, classReason, accuses, places } = understood;
  const [place] = places;
  return [
    ...(dangers.length > 0 ? [say.emergencyReason(dangers)] : []),
    ...(classReason ? [classReason] : []),
    ...(accuses ? [say.accusesReason] : []),
    place ? say.placeReason(place) : say.noPlaceReason,
    ...refusalReasons(input.refused ?? [], directory),
  ];
}
