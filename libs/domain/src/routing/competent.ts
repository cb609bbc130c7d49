import { type Topic, type Unit } from '@satupintu/events';
import { type DirectoryIndex } from './directory';
import { dutiesOf } from './learned/duties';
import { type PlaceCandidate } from './place/candidate';

/** A body that is competent for a topic, and where. */
export interface Competent {
  readonly organisation: string;
  readonly unit?: string;
  /** absent for a national body */
  readonly place?: PlaceCandidate;
}

/** The bodies competent for a topic: the national one, or the government of each place and the unit that has the affair. */
export function competentBodies(
  topic: Topic,
  places: readonly PlaceCandidate[],
  directory: DirectoryIndex,
): Competent[] {
  const { organisation, competent, affair } = topic;
  if (organisation !== undefined) return [{ organisation }];
  if (competent === 'national') return [];
  return places.map((place) => {
    const government = directory.placeOwner(
      competent === 'province' ? place.region.slice(0, 2) : place.region,
    );
    const unit = unitFor(directory, government, affair, place)?.code;
    return { organisation: government, ...(unit !== undefined && { unit }), place };
  });
}

/** The affair of district offices: which unit has it depends on the place. */
const districtAffair = '7.01';

/** The unit of an organisation that has an affair; for district affairs that of the place’s district. */
function unitFor(
  directory: DirectoryIndex,
  organisation: string,
  affair: string | undefined,
  place: PlaceCandidate,
): Unit | undefined {
  if (affair === undefined) return undefined;
  return affair === districtAffair
    ? dutiesOf(directory).districtOffice(organisation, place.region)
    : dutiesOf(directory)
        .unitsOf(organisation)
        .find((unit) => unit.affairs.includes(affair));
}
