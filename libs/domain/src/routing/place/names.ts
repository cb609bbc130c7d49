import { placeTokens, type WordList } from '../words';

/** Codes as numbers: a province has 2 digits, a regency 4, a district 6, a village 10. */
export const numberOf = (code: string): number => Number(code.replaceAll('.', ''));
export const codeOf = (number: number): string => {
  const digits = String(number);
  const parts = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6)];
  return parts.filter((part) => part !== '').join('.');
};
export const isProvince = (number: number): boolean => number < 100;
export const isRegency = (number: number): boolean => number >= 1000 && number < 10_000;
export const isDistrict = (number: number): boolean => number >= 100_000 && number < 1_000_000;
export const isVillage = (number: number): boolean => number >= 1e9;
export const isCity = (number: number): boolean => isRegency(number) && number % 100 >= 70;
/** `3204052001` and `320405` → `3204` */
export const regencyNumber = (number: number): number =>
  number >= 1e9 ? Math.floor(number / 1e6) : number >= 1e5 ? Math.floor(number / 100) : number;
/** `3204052001` → `320405` */
export const districtNumber = (number: number): number =>
  isVillage(number) ? Math.floor(number / 1e4) : number;
export const provinceNumber = (number: number): number =>
  isProvince(number) ? number : Math.floor(regencyNumber(number) / 100);

export type NamedRow = readonly [code: string, name: string];

const plainName = /^[A-Za-z ]+$/;
const aside = /\(.*?\)/g;

/** The words of a name as they are looked for in a text; of `Tapian Nauli/ Saurmanggita` those of the first name. */
export function nameWords(name: string, words: WordList): string[] {
  const first = name.replace(aside, ' ').split('/', 1)[0] ?? name;
  if (!plainName.test(first)) return placeTokens(first, words);
  return first
    .toLowerCase()
    .split(' ')
    .filter((word) => word !== '')
    .flatMap((word) =>
      Object.hasOwn(words.placeTerms, word) ? (words.placeTerms[word] ?? '').split(' ') : [word],
    );
}

/** A name as it is looked for in a text: its words run together, as people write Kulon Progo and Kulonprogo alike. */
export const nameKey = (name: string, words: WordList): string => nameWords(name, words).join('');
