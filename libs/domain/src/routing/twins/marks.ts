import { type Likeness } from './likeness';
import { codesOf, hash32, longCode, spread } from './term-code';

/** Where and when a complaint was filed, as far as twins are looked for by it. */
export interface Spot {
  readonly filedAt: string;
  readonly region?: string | undefined;
  readonly lat?: number | undefined;
  readonly lon?: number | undefined;
}

/** A mark to look for, and how much it says that another complaint has it too. */
export interface Sought {
  readonly mark: string;
  readonly weight: number;
}

/** Days that a mark holds together. A text that goes round is over in weeks, and has very many of one mark. */
const days = { place: 182, text: 60 };
const period = (filedAt: string, length: number) => Math.floor(Date.parse(filedAt) / (length * 86_400_000));
/** Some 550 metres from north to south. */
const cellsPerDegree = 200;
const mostNames = 8;
const weights = { name: 2, pair: 1, copy: 4, close: 3, cell: 1 };

const regencyOf = (region: string | undefined) => region?.slice(0, 5) ?? '';

/** The smallest of all codes under one order of many: two texts share it as often as they share words. */
function least(hashes: readonly number[], order: number): number {
  let lowest = Infinity;
  for (const hash of hashes) lowest = Math.min(lowest, spread(hash ^ Math.imul(order + 1, 0x9e3779b1)));
  return lowest;
}

/** Some of the smallest, put together: likelier to be shared the more words are (MinHash with bands). */
const band = (hashes: readonly number[], number: number, width: number): string =>
  Array.from({ length: width }, (_, at) => least(hashes, number * width + at).toString(36)).join(' ');

interface Sign {
  readonly text: string;
  readonly weight: number;
  readonly days: number;
}

function signsOfWords({ problem, rare, way, area, site, whole }: Likeness, regency: string): Sign[] {
  const names = [...new Set([...codesOf(way), ...codesOf(site), ...codesOf(area), ...codesOf(rare)])];
  const all = [...new Set([...codesOf(problem), ...codesOf(rare)])].map((code) => hash32(code, 0));
  const signs: Sign[] = names
    .slice(0, mostNames)
    .map((code) => ({ text: `name ${regency} ${code}`, weight: weights.name, days: days.place }));
  if (all.length > 1)
    for (const number of [0, 1, 2, 3])
      signs.push({ text: `pair ${regency} ${band(all, number, 2)}`, weight: weights.pair, days: days.place });
  if (whole === '') return signs;
  signs.push({ text: `copy ${whole}`, weight: weights.copy, days: days.text });
  for (const number of [4, 5])
    signs.push({ text: `close ${band(all, number, 4)}`, weight: weights.close, days: days.text });
  return signs;
}

const cell = (degrees: number) => Math.floor(degrees * cellsPerDegree);
const cellSign = (north: number, east: number): Sign => ({
  text: `cell ${north} ${east}`,
  weight: weights.cell,
  days: days.place,
});

function cellsAround({ lat, lon }: Spot, reach: number): Sign[] {
  if (lat === undefined || lon === undefined) return [];
  const steps = Array.from({ length: 2 * reach + 1 }, (_, at) => at - reach);
  return steps.flatMap((north) => steps.map((east) => cellSign(cell(lat) + north, cell(lon) + east)));
}

/** The mark of a sign in the complaint’s own period, or so many after it. */
const markOf = (sign: Sign, { filedAt }: Spot, later: number) =>
  longCode(`${period(filedAt, sign.days) + later} ${sign.text}`);

/** What a complaint is kept under: some fifteen marks that its twins probably share one of. */
export function marksOf(likeness: Likeness, spot: Spot): string[] {
  const signs = [...signsOfWords(likeness, regencyOf(spot.region)), ...cellsAround(spot, 0)];
  return [...new Set(signs.map((sign) => markOf(sign, spot, 0)))];
}

/** What its twins are looked for under: the same of its own period, the one before and the one after. */
export function soughtMarks(likeness: Likeness, spot: Spot): Sought[] {
  const signs = [...signsOfWords(likeness, regencyOf(spot.region)), ...cellsAround(spot, 1)];
  return [0, -1, 1].flatMap((later) =>
    signs.map((sign) => ({ mark: markOf(sign, spot, later), weight: sign.weight })),
  );
}
