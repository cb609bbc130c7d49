import { type RoutingKit } from './decision';
import { type PlaceCandidate } from './place/candidate';

/** From here on a place is sure enough to be written down. */
export const surePlace = 0.5;
/** Likely, but people file from afar: below what is sure enough to be written down. */
const operatorPlace = 0.45;

/** A government’s own channel hints at its region where the complaint names no other. */
export function placesOf(
  said: readonly PlaceCandidate[],
  operator: string | undefined,
  { directory, gazetteer }: RoutingKit,
): readonly PlaceCandidate[] {
  const region = operator === undefined ? undefined : directory.organisation(operator)?.region;
  if (region === undefined || (said[0]?.probability ?? 0) >= surePlace) return said;
  const inside = said.find((place) => place.region.startsWith(region));
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
