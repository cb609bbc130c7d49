import { type Organisation, type Unit } from '@satupintu/events';
import { type DirectoryIndex, OMBUDSMAN } from '../directory';
import { districtOffice, dutiesOf, hasBothTiers, type Tier } from './duties';

/** A body that a label stands for at the places found. */
export interface LabelledOwner {
  readonly organisation: string;
  readonly unit?: string;
  /** how much of the label's probability is its: that of the places where it is competent, 0–1 */
  readonly share: number;
}

/** A place that a complaint may be about; probabilities of all sum to 1 at most. */
export interface PossiblePlace {
  readonly region: string;
  readonly probability: number;
}

const ombudsmanOffice = `${OMBUDSMAN}/perwakilan`;

/**
 * What a body is called in the learned model. Places vary, duties do not, so that a case from one regency teaches
 * about all: `nat.pln` and `nat.polri/<unit>` for national bodies; `regency/dinas-kesehatan` or `province/dinas-kehutanan`
 * for units of governments (cities count as regencies); `regency/kecamatan` for any district's office; the tier alone
 * where no unit is named.
 */
export function labelOf(organisation: string, unit: string | undefined, directory: DirectoryIndex): string {
  const body = directory.organisation(organisation);
  if (organisation === OMBUDSMAN) return unit === undefined ? OMBUDSMAN : ombudsmanOffice;
  if (body?.region === undefined) return unit ?? organisation;
  const found = unit === undefined ? undefined : directory.unit(unit);
  return found ? unitLabel(body, found, directory) : tierOf(body, undefined, directory);
}

function unitLabel(body: Organisation, unit: Unit, directory: DirectoryIndex): string {
  const duties = dutiesOf(directory);
  if (duties.isDistrictOffice(unit)) return `regency/${districtOffice}`;
  const own = unit.code.slice(body.code.length + 1);
  const tier = tierOf(body, own, directory);
  const known = duties.of(tier);
  if (known.has(own)) return `${tier}/${own}`;
  const usual = [...known].find(([, [main]]) => main !== undefined && unit.affairs.includes(main));
  return `${tier}/${usual?.[0] ?? own}`;
}

function tierOf(body: Organisation, duty: string | undefined, directory: DirectoryIndex): Tier {
  if (!hasBothTiers(body, directory)) return body.kind === 'province' ? 'province' : 'regency';
  return duty === undefined || dutiesOf(directory).of('regency').has(duty) ? 'regency' : 'province';
}

/** The bodies that a label stands for: one nationwide, or one at each place. Empty where no place is known. */
export function ownersOf(
  label: string,
  places: readonly PossiblePlace[],
  directory: DirectoryIndex,
): LabelledOwner[] {
  const [tier, duty] = label.split('/', 2);
  if (tier === 'province' || tier === 'regency') return together(localOwners(tier, duty, places, directory));
  if (label === ombudsmanOffice) return together(ombudsmanOffices(places, directory));
  if (!directory.exists(label)) return [];
  const organisation = tier ?? label;
  return [{ organisation, ...(duty !== undefined && { unit: label }), share: 1 }];
}

const localOwners = (
  tier: Tier,
  duty: string | undefined,
  places: readonly PossiblePlace[],
  directory: DirectoryIndex,
): LabelledOwner[] =>
  places.map(({ region, probability }) => {
    const organisation = directory.placeOwner(tier === 'province' ? region.slice(0, 2) : region);
    const unit = duty === undefined ? undefined : unitAt(organisation, tier, duty, region, directory);
    return { organisation, ...(unit && { unit: unit.code }), share: probability };
  });

const unitAt = (organisation: string, tier: Tier, duty: string, region: string, directory: DirectoryIndex) =>
  duty === districtOffice
    ? dutiesOf(directory).districtOffice(organisation, region)
    : dutiesOf(directory).unitWith(organisation, tier, duty);

const ombudsmanOffices = (places: readonly PossiblePlace[], directory: DirectoryIndex): LabelledOwner[] =>
  places.map(({ region, probability }) => {
    const office = directory.ombudsmanOffice(region);
    return { organisation: OMBUDSMAN, ...(office !== OMBUDSMAN && { unit: office }), share: probability };
  });

/** Each body and unit once: two villages of one regency have one government. */
function together(owners: readonly LabelledOwner[]): LabelledOwner[] {
  const shares = new Map<string, LabelledOwner>();
  for (const owner of owners) {
    const key = owner.unit ?? owner.organisation;
    shares.set(key, { ...owner, share: owner.share + (shares.get(key)?.share ?? 0) });
  }
  return [...shares.values()];
}
