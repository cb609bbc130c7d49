import { type Suggestion } from '@satupintu/events';
import { NATIONAL_MANAGER } from '../life/owner';
import { type RoutingKit } from './decision';
import { type DirectoryIndex } from './directory';
import { surePlace } from './places';
import * as say from './reasons';
import { type Folded, occurring, type Phrases, type PreparedPolicy } from './topics';
import { type Understanding } from './understanding';

/** Whether the text speaks of a head, or of the inspectorate itself: it may be who is accused. */
export interface Accused {
  /** of a head at whatever tier, or of an inspectorate */
  readonly any: boolean;
  readonly regency: boolean;
  readonly province: boolean;
  readonly national: boolean;
  /** a head of a government is whom the text begins with */
  readonly first: boolean;
}

/** Whoever holds a case for another is not who is accused. */
export const noneAccused: Accused = {
  any: false,
  regency: false,
  province: false,
  national: false,
  first: false,
};

/** “Saya melaporkan Bupati …”: whoever is complained of is named by then. */
const opening = 4;

export function accusedIn(all: Folded, { heads }: PreparedPolicy): Accused {
  const people = withoutOffices(all);
  const says = (list: Phrases, folded = people) => occurring(folded, list).length > 0;
  const start = { tokens: people.tokens.slice(0, opening), forms: people.forms.slice(0, opening) };
  return {
    any: says(heads.any),
    regency: says(heads.regency),
    province: says(heads.province),
    national: says(heads.national),
    first: says(heads.regency, start) || says(heads.province, start),
  };
}

/** A ministry (“kementerian”) is not its minister (“menteri”), though the one word is made of the other. */
const withoutOffices = ({ tokens, forms }: Folded): Folded => ({
  tokens,
  forms: forms.map((each, at) => {
    const word = tokens[at] ?? '';
    return /^ke.+an$/u.test(word) ? new Set([word]) : each;
  }),
});

/** Of a national body that only the affair speaks for, while a head of government is accused. */
const shareOfHead = { affair: 0.25, government: 0.7 };

/** A regent who embezzles social aid is the matter of who watches regents; whose aid it was comes second. */
export function headFirst(
  found: readonly Suggestion[],
  { accused, bodies, places }: Pick<Understanding, 'accused' | 'bodies' | 'places'>,
  { directory }: RoutingKit,
): Suggestion[] {
  const [place] = places;
  if (!accused.first || !place || place.probability < surePlace) return [...found];
  const government = directory.placeOwner(place.region);
  const named = new Set(bodies.map(({ organisation }) => organisation));
  return found.flatMap((each) => {
    const { organisation, probability } = each;
    if (directory.regionOf(organisation) !== undefined || named.has(organisation)) return [each];
    const lead = {
      organisation: government,
      probability: probability * shareOfHead.government,
      reasons: [say.placeReason(place)],
    };
    return [{ ...each, probability: probability * shareOfHead.affair }, lead];
  });
}

/** Who may look into an accusation: an inspectorate, or a body whose officers must find one. */
interface Watcher {
  readonly organisation: string;
  readonly unit?: string;
  readonly above: boolean;
}

/** An accusation goes to an inspectorate: never to the accused unit, never to who serves under the accused. */
export function toInspectorate(suggestion: Suggestion, accused: Accused, kit: RoutingKit): Suggestion {
  const { organisation, unit, above } = watcherOf(suggestion.organisation, accused, kit);
  const { probability, reasons } = suggestion;
  const why = [
    unit === undefined ? say.noInspectorateReason : say.inspectorateReason,
    ...(above ? [say.tierAboveReason] : []),
  ];
  const known = new Set(reasons.map(({ text }) => text));
  return {
    organisation,
    ...(unit !== undefined && { unit }),
    probability,
    reasons: [...reasons, ...why.filter(({ text }) => !known.has(text))],
  };
}

function watcherOf(organisation: string, accused: Accused, kit: RoutingKit): Watcher {
  const { directory } = kit;
  const region = directory.regionOf(organisation);
  if (region === undefined) return ofNationalBody(organisation, accused, kit);
  const isProvince = region.length === 2;
  if (accused.province || (isProvince && accused.any)) return nationalSupervisor(kit);
  if (isProvince || !(accused.regency || accused.any)) return own(organisation, directory);
  const tierAbove = directory.parentOf(organisation);
  return tierAbove === undefined ? nationalSupervisor(kit) : { ...own(tierAbove, directory), above: true };
}

/** A national body’s inspectorate general serves under its head. */
const ofNationalBody = (organisation: string, accused: Accused, { directory }: RoutingKit): Watcher =>
  accused.national || accused.any ? { organisation, above: true } : own(organisation, directory);

function own(organisation: string, directory: DirectoryIndex): Watcher {
  const unit = directory.inspectorateOf(organisation);
  return { organisation, ...(unit !== undefined && { unit }), above: false };
}

/** Whose inspectorate general watches governors; without one a person at the national manager decides. */
function nationalSupervisor({ directory, prepared }: RoutingKit): Watcher {
  const supervisor = prepared.policy.decision?.supervisor ?? NATIONAL_MANAGER;
  return { ...own(directory.exists(supervisor) ? supervisor : NATIONAL_MANAGER, directory), above: true };
}

/** Who holds an accusation that waits for a person: the place’s government, unless its own head may be accused. */
export function waitingOwner(
  region: string | undefined,
  accused: Accused,
  directory: DirectoryIndex,
): string {
  const owner = directory.placeOwner(region);
  const isRegency = directory.regionOf(owner)?.length === 5;
  if (accused.province || (!isRegency && accused.any)) return NATIONAL_MANAGER;
  return isRegency && (accused.regency || accused.any)
    ? (directory.parentOf(owner) ?? NATIONAL_MANAGER)
    : owner;
}
