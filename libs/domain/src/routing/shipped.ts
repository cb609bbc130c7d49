import {
  type Affair,
  type Directory,
  type Organisation,
  type OrganisationKind,
  type TimeZone,
  type Unit,
  type UnitRule,
} from '@satupintu/events';
import { NATIONAL_MANAGER } from '../life/owner';
import { OMBUDSMAN } from './directory';

type RegionRow = [code: string, name: string, timeZone: TimeZone];
export interface ShippedRegions {
  readonly source: string;
  readonly provinces: readonly RegionRow[];
  readonly regencies: readonly RegionRow[];
  readonly districts: Record<string, Record<string, string>>;
}
interface ShippedBodies {
  readonly bodies: readonly {
    code: string;
    name: string;
    kind: OrganisationKind;
    aliases: string[];
    handles: string;
    /** absent: the national manager */
    parent?: string;
    supervises?: string[];
  }[];
}
/** Units of governments that differ from the rules. */
interface ShippedOwnUnits {
  readonly ownUnits: Readonly<Record<string, Unit[]>>;
}
interface ShippedRules {
  readonly version: string;
  readonly effectiveFrom: string;
  readonly source: string;
  readonly affairs: Affair[];
  readonly unitRules: UnitRule[];
}
export interface ShippedShortForms {
  readonly regions: Readonly<Record<string, string[]>>;
}

/** Reads the JSON file of this name from `data/directory`. */
export type ReadFile = (name: string) => string;

/** Jakarta’s regencies and cities are administrative (UU 2/2024): the province is their government. */
const isAdministrative = (region: string) => region.startsWith('31.');

const unprefixed = (name: string) => name.replace(/^(Kabupaten|Kota) /, '');

function government(
  [region, name, timeZone]: RegionRow,
  shortForms: readonly string[],
  ownUnits: Unit[] | undefined,
): Organisation {
  const kind = region.length === 2 ? 'province' : name.startsWith('Kota ') ? 'city' : 'regency';
  const bare = unprefixed(name);
  const usual = {
    province: [name, `Pemprov ${name}`],
    regency: [name, `Kab ${bare}`, `Pemkab ${bare}`],
    city: [name, `Pemkot ${bare}`],
  }[kind];
  return {
    code: `gov.${region}`,
    name: kind === 'province' ? `Pemerintah Provinsi ${name}` : `Pemerintah ${name}`,
    kind,
    aliases: [...usual, ...shortForms],
    region,
    parent: kind === 'province' ? NATIONAL_MANAGER : `gov.${region.slice(0, 2)}`,
    timeZone,
    connection: 'connected',
    ...(ownUnits && { ownUnits }),
  };
}

/** The short forms and names of Jakarta’s regencies and cities mean the province’s government as well. */
function aliasesOf([region]: RegionRow, regions: ShippedRegions, { regions: shortForms }: ShippedShortForms) {
  const within = regions.regencies.filter(
    ([code]) => isAdministrative(code) && code.startsWith(`${region}.`),
  );
  const theirs = within.flatMap(([code, name]) => {
    const bare = name.replace(/^(Kabupaten|Kota) (Administrasi )?/, '');
    return [name, bare, `Pemkot ${bare}`, ...(shortForms[code] ?? [])];
  });
  return [...(shortForms[region] ?? []), ...theirs];
}

const office = ([region, name]: RegionRow): Unit => ({
  code: `${OMBUDSMAN}/${region}`,
  name: `Perwakilan Ombudsman Provinsi ${name}`,
  affairs: [],
});

/** The directory that comes with the product, put together from the files in `data/directory`. */
export function loadDirectory(readFile: ReadFile): Directory {
  const regions = JSON.parse(readFile('regions.json')) as ShippedRegions;
  const { bodies } = JSON.parse(readFile('national.json')) as ShippedBodies;
  const rules = JSON.parse(readFile('directory.json')) as ShippedRules;
  const shortForms = JSON.parse(readFile('short-forms.json')) as ShippedShortForms;
  const { ownUnits } = JSON.parse(readFile('own-units.json')) as ShippedOwnUnits;

  const governments = [...regions.provinces, ...regions.regencies]
    .filter(([region]) => !isAdministrative(region))
    .map((row) => government(row, aliasesOf(row, regions, shortForms), ownUnits[`gov.${row[0]}`]));
  const national = bodies.map((body): Organisation => ({
    ...(body.code === NATIONAL_MANAGER || body.code === OMBUDSMAN ? {} : { parent: NATIONAL_MANAGER }),
    ...body,
    timeZone: 'Asia/Jakarta',
    connection: 'connected',
    ...(body.code === OMBUDSMAN ? { units: regions.provinces.map(office) } : {}),
    ...(ownUnits[body.code] && { ownUnits: ownUnits[body.code] }),
  }));
  return { ...rules, organisations: [...national, ...governments], districts: regions.districts };
}
