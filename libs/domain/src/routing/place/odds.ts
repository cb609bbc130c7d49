import { type Marker } from './markers';

/** A name as it was said, before anything else is known about the place. */
export interface Said {
  readonly level: 'region' | 'district' | 'village' | 'island' | 'landmark';
  readonly marker: Marker | undefined;
  /** "on the way to", "from" */
  readonly toward: boolean;
  /** with its kind in the name: `kota bandung` */
  readonly official: boolean;
  readonly words: number;
  readonly letters: number;
  /** also a usual word */
  readonly ordinary: boolean;
}

export interface Odds {
  /** that the complaint is about a place of this name, where nothing else is known */
  readonly odds: number;
  /** the same where its regency is known to be the right one */
  readonly inside: number;
  /** says nothing alone, only beside another sign of the same place */
  readonly weak: boolean;
}

type Row = readonly [odds: number, inside: number, weak?: 'weak'];
type Rows = Readonly<Partial<Record<Marker, Row>>> & { readonly bare: Row };

/** Set by reading and by the table of phrases in `phrases.test.ts`, which measures them. */
const region: Rows = {
  bare: [20, 0],
  within: [30, 0],
  province: [60, 0],
  regency: [60, 0],
  city: [60, 0],
  seat: [40, 0],
  local: [14, 0],
  district: [3, 0],
  street: [0.3, 0],
  person: [2, 0],
  thing: [1.5, 0],
};
const district: Rows = {
  bare: [3, 8],
  within: [5, 10],
  district: [25, 80],
  local: [10, 12],
  seat: [6, 8],
  city: [6, 8],
  regency: [4, 6],
  village: [4, 6],
  hamlet: [1, 2],
  street: [0.3, 0.8, 'weak'],
  person: [0.05, 0.2, 'weak'],
  thing: [0.2, 0.4, 'weak'],
};
const village: Rows = {
  bare: [0.3, 2.5, 'weak'],
  within: [0.5, 3, 'weak'],
  village: [12, 25],
  local: [2.5, 4],
  district: [4, 8],
  city: [2, 4],
  hamlet: [0.8, 1, 'weak'],
  street: [0.15, 0.8, 'weak'],
  person: [0.02, 0.1, 'weak'],
  thing: [0.05, 0.2, 'weak'],
};
const island: Rows = { bare: [8, 0] };
const landmark: Rows = { bare: [14, 8], street: [0.4, 1], person: [1, 1], thing: [1.5, 1] };
const tables = { region, district, village, island, landmark };

const longName = 2.2;
const shortName = 0.4;
export const towardFactor = 0.15;
const ordinaryFactor = 0.15;
const ordinaryRegion = 0.06;

export function oddsOf(said: Said): Odds {
  const rows: Rows = tables[said.level];
  const official = said.official && said.level === 'region' ? rows.regency : undefined;
  const [odds, inside, weak] = official ?? (said.marker && rows[said.marker]) ?? rows.bare;
  const factor = sureness(said) * (said.toward ? towardFactor : 1);
  // A name of two words is seldom anything else.
  const isTelling = said.words > 1 && odds >= 0.3 && !said.ordinary;
  const isDoubtful = said.ordinary && said.level !== 'region' && said.marker !== 'district';
  return {
    odds: odds * factor,
    inside: inside * factor,
    weak: (weak === 'weak' && !isTelling) || isDoubtful,
  };
}

function sureness({ level, marker, words, letters, ordinary }: Said): number {
  if (level === 'region' && ordinary && marker === 'within') return ordinaryRegion;
  if (level === 'region' || level === 'landmark' || level === 'island') return 1;
  if (ordinary && marker === 'local') return ordinaryFactor;
  const isBare = marker === undefined || marker === 'within';
  if (!isBare) return 1;
  return words > 1 ? longName : letters < 6 ? shortName : 1;
}
