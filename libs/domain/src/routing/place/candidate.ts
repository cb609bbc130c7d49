import { type Mention } from './mentions';

export interface PlaceEvidence {
  readonly kind: 'given' | 'coordinates' | 'operator' | Mention['kind'];
  /** official or common name of what was recognised; never the reporter’s own words */
  readonly name: string;
  readonly kilometres?: number;
}

/** A place that the complaint may be about. Probabilities of all candidates sum to 1 at most; the rest is "unknown". */
export interface PlaceCandidate {
  /** the finest code that the evidence supports */
  readonly region: string;
  /** `Kecamatan Cileunyi, Kabupaten Bandung` */
  readonly name: string;
  readonly probability: number;
  readonly evidence: readonly PlaceEvidence[];
}
