import { type PlaceEvidence } from './candidate';
import { type Near } from './centroids';
import { type Reading } from './mentions';
import { districtNumber, isProvince, isRegency, regencyNumber } from './names';

/** Anything that speaks for a place: a name that was found, a point, a region that was chosen. */
export interface Sign {
  readonly kind: PlaceEvidence['kind'];
  readonly name: string;
  /** the districts near a point that was given */
  readonly near?: readonly Near[];
  readonly readings: readonly Reading[];
  readonly odds: number;
  readonly inside: number;
  readonly weak: boolean;
}

/** The reporter chose it from a list: seldom wrong. */
const givenOdds = { regency: 400, province: 60, inside: 80 };
/** Farther from the centre of a district a point may as well lie in the next. */
const pointOdds = 60;
const pointInside = 12;

export const givenSign = (place: number, name: string): Sign => ({
  kind: 'given',
  name,
  readings: [{ place, weight: 1 }],
  odds: isProvince(place) ? givenOdds.province : givenOdds.regency,
  inside: isProvince(place) || isRegency(place) ? 0 : givenOdds.inside,
  weak: false,
});

/** A point speaks for each district whose centre is about as near as the nearest. */
export function pointSign(near: readonly Near[]): Sign | undefined {
  if (near.length === 0) return undefined;
  return {
    kind: 'coordinates',
    name: '',
    near,
    readings: near.map(({ district, share }) => ({ place: district, weight: share })),
    odds: pointOdds,
    inside: pointInside,
    weak: false,
  };
}

/** What a sign is shown as beside a candidate: a point with the nearest district there and its distance. */
export function evidenceOf(sign: Sign, region: number, nameOf: (place: number) => string): PlaceEvidence {
  const there = sign.near?.filter(
    ({ district }) =>
      district === districtNumber(region) || regencyNumber(district) === regencyNumber(region),
  );
  const nearest =
    there?.find(({ district }) => district === districtNumber(region)) ?? there?.[0] ?? sign.near?.[0];
  if (!nearest) return { kind: sign.kind, name: sign.name };
  const kilometres = Math.round(nearest.kilometres * 10) / 10;
  return { kind: sign.kind, name: nameOf(nearest.district), kilometres };
}
