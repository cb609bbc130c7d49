import { type Reason } from '@satupintu/events';
import { type NameKind } from './terms';

/** Evidence is written from what was compared, never with the reporter’s words: hashes are all there is of them. */
const reason = (kind: string, text: string, textEn: string): Reason => ({ kind, text, textEn });

export const copied = reason('copy', 'Teksnya sama', 'The text is the same');
export const nearlyCopied = reason('copy', 'Teksnya hampir sama', 'The text is nearly the same');

export const sameProblem = (words: number): Reason =>
  reason('words', `Masalah serupa: ${words} kata semakna`, `Like problem: ${words} words of one meaning`);

export const sharedNames = (names: number): Reason =>
  reason('name', `${names} nama tempat yang sama`, `${names} names in common`);

export const unusualWords = (words: number): Reason =>
  reason('unusual', `${words} kata khas yang sama`, `${words} unusual words in common`);

export const sameName: Readonly<Record<NameKind, Reason>> = {
  way: reason('street', 'Menyebut jalan yang sama', 'Names the same street'),
  site: reason('site', 'Menyebut tempat yang sama', 'Names the same site'),
  area: reason(
    'area',
    'Menyebut kampung, desa, atau RT/RW yang sama',
    'Names the same village, estate or RT/RW',
  ),
};

export const sameRegion = {
  village: reason('place', 'Desa/kelurahan sama', 'Same village'),
  district: reason('place', 'Kecamatan sama', 'Same district'),
  regency: reason('place', 'Kabupaten/kota sama', 'Same regency or city'),
} as const;

/** Points are kept to some hundred metres. */
export function near(metres: number): Reason {
  const about = Math.max(100, Math.round(metres / 100) * 100);
  return reason('distance', `Titiknya berjarak sekitar ${about} m`, `Points some ${about} m apart`);
}

export const apart = (days: number): Reason =>
  days === 0
    ? reason('time', 'Masuk pada hari yang sama', 'Filed within a day')
    : reason(
        'time',
        `Masuk berselang ${days} hari`,
        days === 1 ? 'Filed a day apart' : `Filed ${days} days apart`,
      );

export const sameCategory = reason('category', 'Kategori sama', 'Same category');
export const sameAffair = reason('category', 'Urusan sama', 'Same affair');
