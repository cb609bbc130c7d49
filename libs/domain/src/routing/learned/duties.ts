import { type Organisation, type Unit } from '@satupintu/events';
import { type DirectoryIndex } from '../directory';
import { kebab } from '../text';

/** Cities have the duties of regencies. */
export type Tier = 'province' | 'regency';

/** The duties that the unit rules give a tier: kebab name of the unit → its affairs, the first one its main affair. */
type Duties = ReadonlyMap<string, readonly string[]>;

/** What any district's office is called in labels. */
export const districtOffice = 'kecamatan';

/** What units do, whatever they are called in one place or another. */
export interface DutyBook {
  /** units of an organisation, remembered: governments compute theirs from rules, too slow while somebody types */
  unitsOf(organisation: string): readonly Unit[];
  of(tier: Tier): Duties;
  affairsOf(tier: Tier, duty: string): readonly string[];
  /** whether the unit is the office of a district, which every place calls by another name */
  isDistrictOffice(unit: Unit): boolean;
  districtOffice(organisation: string, region: string): Unit | undefined;
  /** the unit of an organisation with this duty: by its name, else by the main affair of that duty */
  unitWith(organisation: string, tier: Tier, duty: string): Unit | undefined;
}

const books = new WeakMap<DirectoryIndex, DutyBook>();

/** One per version of the directory: units are computed on demand, and every prediction asks for some. */
export function dutiesOf(directory: DirectoryIndex): DutyBook {
  const known = books.get(directory) ?? dutyBook(directory);
  books.set(directory, known);
  return known;
}

function dutyBook(directory: DirectoryIndex): DutyBook {
  const tiers = { province: dutiesAt(directory, 'province'), regency: dutiesAt(directory, 'regency') };
  const districtRules = directory.directory.unitRules.filter(({ each }) => each === 'district');
  const districtAffairs = new Set(districtRules.flatMap(({ affairs }) => affairs));
  const units = new Map<string, readonly Unit[]>();
  const unitsOf = (organisation: string) => {
    const found = units.get(organisation) ?? directory.unitsOf(organisation);
    units.set(organisation, found);
    return found;
  };
  const isDistrictOffice = ({ affairs }: Unit) => affairs.some((affair) => districtAffairs.has(affair));

  return {
    unitsOf,
    of: (tier) => tiers[tier],
    affairsOf: (tier, duty) => tiers[tier].get(duty) ?? (duty === districtOffice ? [...districtAffairs] : []),
    isDistrictOffice,
    districtOffice: (organisation, region) => {
      const district = region.length >= 8 ? directory.regionName(region.slice(0, 8)) : undefined;
      if (district === undefined) return undefined;
      // The whole name: there are a Bandar and a Bandar Huluan in one regency.
      const names = new Set(districtRules.map(({ name }) => `${name} ${district}`));
      return unitsOf(organisation).find((unit) => isDistrictOffice(unit) && names.has(unit.name));
    },
    unitWith: (organisation, tier, duty) => {
      const [main] = tiers[tier].get(duty) ?? [];
      const code = `${organisation}/${duty}`;
      const byName = unitsOf(organisation).find((unit) => unit.code === code);
      return (
        byName ?? unitsOf(organisation).find(({ affairs }) => main !== undefined && affairs.includes(main))
      );
    },
  };
}

function dutiesAt({ directory }: DirectoryIndex, tier: Tier): Duties {
  const levels: readonly string[] = tier === 'province' ? ['province'] : ['regency', 'city'];
  const rules = directory.unitRules.filter(
    (rule) => rule.each === undefined && rule.levels.some((level) => levels.includes(level)),
  );
  return new Map(rules.map(({ name, affairs }) => [kebab(name), affairs]));
}

/**
 * Jakarta's regencies and cities have no government of their own (UU 29/2007, UU 2/2024): its province has their
 * duties as well.
 */
export const hasBothTiers = ({ kind, code }: Organisation, directory: DirectoryIndex): boolean =>
  kind === 'province' && directory.children(code).length === 0;
