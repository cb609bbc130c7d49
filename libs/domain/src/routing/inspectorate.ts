import { type Suggestion } from '@satupintu/events';
import { NATIONAL_MANAGER } from '../life/owner';
import { type RoutingKit } from './decision';
import { type DirectoryIndex } from './directory';
import * as say from './reasons';
import { type Folded, occurring, type PreparedPolicy } from './topics';

/** Whether the text speaks of a head, or of the inspectorate itself: it may be who is accused. */
export interface Accused {
  /** of a head at whatever tier, or of an inspectorate */
  readonly any: boolean;
  readonly regency: boolean;
  readonly province: boolean;
  readonly national: boolean;
}

/** Whoever holds a case for another is not who is accused. */
export const noneAccused: Accused = { any: false, regency: false, province: false, national: false };

export const accusedIn = (all: Folded, { heads }: PreparedPolicy): Accused => ({
  any: occurring(all, heads.any).length > 0,
  regency: occurring(all, heads.regency).length > 0,
  province: occurring(all, heads.province).length > 0,
  national: occurring(all, heads.national).length > 0,
});

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
