import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Invented complaints that name a place, as many as wanted, the same each time. */
export interface Invented {
  readonly text: string;
  readonly region: string;
  readonly category: string;
}

const regions = resolve(__dirname, '../../../../data/directory/regions.json');
/** Codes of all regencies and cities, biggest share first. */
export const regencies: readonly string[] = (
  JSON.parse(readFileSync(regions, 'utf8')) as { regencies: readonly (readonly [string])[] }
).regencies.map(([code]) => code);

const problems: readonly (readonly [string, string])[] = [
  ['infrastruktur/jalan', 'berlubang parah dan sudah beberapa motor jatuh sejak musim hujan'],
  ['infrastruktur/jalan', 'rusak berat, aspalnya mengelupas, warga menambal sendiri dengan batu'],
  ['infrastruktur/penerangan-jalan', 'gelap karena lampunya padam, warga takut lewat pada malam hari'],
  ['lingkungan/sampah', 'penuh sampah yang tidak diangkut dua minggu, baunya sampai ke sekolah'],
  ['lingkungan/banjir', 'tergenang banjir setiap hujan deras karena selokan tersumbat'],
  ['infrastruktur/air-bersih', 'tidak mendapat air bersih, aliran pipa mati sejak Senin'],
  ['perhubungan/parkir', 'macet karena parkir liar dan pungutan tanpa karcis'],
  ['ketertiban/pkl', 'dipenuhi lapak pedagang sehingga pejalan kaki turun ke aspal'],
  ['lingkungan/polusi', 'berasap setiap sore akibat pembakaran limbah pabrik'],
  ['ketertiban/kebisingan', 'bising sampai dini hari oleh musik keras dari kafe'],
];
const openings = [
  'Mohon perhatian,',
  'Selamat pagi, kami melaporkan',
  'Sudah lama',
  'Tolong segera ditindak,',
  'Kepada yang berwenang:',
];
const syllables = [
  'ka',
  'su',
  'ma',
  'ri',
  'wo',
  'no',
  'ti',
  'la',
  'ba',
  'gu',
  'je',
  'pa',
  'ro',
  'si',
  'du',
  'ke',
  'mu',
  'ta',
  'ci',
  'ra',
];
/** Streets, sites and quarters that people of one regency name. */
const namesOfRegency = 600;
/** A text that went round: this share of everybody sent the same words. */
const viralShare = 0.02;
const viral =
  'Batalkan kenaikan iuran kelas mandiri karena memberatkan pekerja lepas, pedagang kecil dan keluarga petani.';

/** Numbers 0 ≤ x < 1 that only look random. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const pick = <T>(all: readonly T[], next: () => number): T => all[Math.floor(next() * all.length)] as T;

function nameOf(regency: number, number: number): string {
  const next = numbers(regency * 7919 + number * 104729 + 1);
  next();
  return Array.from({ length: 3 }, () => pick(syllables, next)).join('');
}

/** One complaint of a regency; people name few places often, and many seldom. */
export function inventedAt(regency: number, next: () => number): Invented {
  const region = regencies[regency] ?? '';
  if (next() < viralShare) return { text: viral, region, category: 'kesehatan/bpjs' };
  const [category, problem] = pick(problems, next);
  const name = (): string => nameOf(regency, Math.floor(next() ** 2 * namesOfRegency));
  const text = `${pick(openings, next)} Jalan ${name()} di dekat pasar ${name()} desa ${name()} ${problem}.`;
  return { text, region, category };
}

/** The biggest regency has one complaint in twenty, as in the country. */
export const anyRegency = (next: () => number): number =>
  next() < 0.05 ? 0 : Math.floor(next() ** 1.6 * regencies.length);
