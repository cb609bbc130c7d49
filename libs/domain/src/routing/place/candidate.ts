import { type Mention } from './mentions';

export interface PlaceEvidence {
  readonly kind: 'given' | 'coordinates' | 'operator' | Mention['kind'];
  /** official or common name of what was recognised; never the reporter’s own words */
  readonly name: string;
  /** from the point that was given to the centre of that district, to a tenth */
  readonly kilometres?: number;
}

/** A place that the complaint may be about. Probabilities of all candidates sum to 1 at most; the rest is "unknown". */
export interface PlaceCandidate {
  /** the finest code that the evidence supports: a district or village only where it is likelier than all others there */
  readonly region: string;
  /** `Kecamatan Cileunyi, Kabupaten Bandung` */
  readonly name: string;
  /** that the complaint is about this regency or city (this province, where no regency is known) */
  readonly probability: number;
  readonly evidence: readonly PlaceEvidence[];
}

/** A district that is named, or a village or landmark of which is; for models that weigh places themselves. */
export interface NamedPlace {
  /** code of the district, or of the village where one is meant */
  readonly region: string;
  /** official name of what was recognised */
  readonly name: string;
  /** above 0, at most 1: how likely the name means this place rather than another or none */
  readonly weight: number;
}
