import { type NameTable } from './name-table';
import {
  codeOf,
  districtNumber,
  isProvince,
  isRegency,
  isVillage,
  type NamedRow,
  numberOf,
  provinceNumber,
  regencyNumber,
} from './names';

const papua = (province: number) => province >= 91 && province <= 96;
const yogyakarta = 34;
const yogyakartaCity = 3471;

/** What a district is called in its province: UU 2/2021 on Papua, Perdais DIY 1/2018 on Yogyakarta. */
function districtKind(regency: number): string {
  const province = provinceNumber(regency);
  if (papua(province)) return 'Distrik';
  if (province !== yogyakarta) return 'Kecamatan';
  return regency === yogyakartaCity ? 'Kemantren' : 'Kapanewon';
}

/** The fifth digit from the right tells an urban village from a rural one. */
const villageKind = (village: number) => (Math.floor((village % 10_000) / 1000) === 1 ? 'Kelurahan' : 'Desa');

/** Full name of a place by its number, down to the village; undefined where there is none. */
export function placeNames(
  rows: { readonly provinces: readonly NamedRow[]; readonly regencies: readonly NamedRow[] },
  small: NameTable,
): (place: number) => string | undefined {
  const official = new Map(
    [...rows.provinces, ...rows.regencies].map(([code, name]) => [numberOf(code), name]),
  );
  const nameOf = (place: number): string | undefined => {
    if (isProvince(place) || isRegency(place)) return official.get(place);
    const name = small.nameOf(place);
    if (name === undefined) return undefined;
    if (isVillage(place))
      return `${villageKind(place)} ${name}, ${nameOf(districtNumber(place)) ?? codeOf(place)}`;
    const regency = regencyNumber(place);
    return `${districtKind(regency)} ${name}, ${official.get(regency) ?? codeOf(regency)}`;
  };
  return nameOf;
}
