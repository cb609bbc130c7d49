import { type Static, Type } from '@sinclair/typebox';
import { Code, Maybe, OneOf, OrganisationCode, RegionCode, Shape, UnitCode } from '../shapes';

export const OrganisationKind = OneOf(
  'ministry',
  'agency',
  'enterprise',
  'oversight',
  'province',
  'regency',
  'city',
);
export type OrganisationKind = Static<typeof OrganisationKind>;
export const TimeZone = OneOf('Asia/Jakarta', 'Asia/Pontianak', 'Asia/Makassar', 'Asia/Jayapura');
export type TimeZone = Static<typeof TimeZone>;

/** An office inside an organisation. `affairs`: codes of the government affairs it handles (UU 23/2014). */
export const Unit = Shape({ code: UnitCode, name: Type.String(), affairs: Type.Array(Code) });
export type Unit = Static<typeof Unit>;

export const Organisation = Shape({
  code: OrganisationCode,
  name: Type.String(),
  kind: OrganisationKind,
  aliases: Type.Array(Type.String()),
  /** what it handles, in a few words */
  handles: Maybe(Type.String()),
  region: Maybe(RegionCode),
  /** who arbitrates over it and watches it; absent at the tops of the tree */
  parent: Maybe(OrganisationCode),
  timeZone: TimeZone,
  connection: OneOf('unconnected', 'connected'),
  /** replaces the units that the rules would give */
  units: Maybe(Type.Array(Unit)),
});
export type Organisation = Static<typeof Organisation>;

/**
 * Gives every government of the named levels a unit of this name; its code follows from the name.
 * With `each: 'district'` it gives one unit per district, called by the name and the district’s.
 */
export const UnitRule = Shape({
  name: Type.String(),
  levels: Type.Array(OneOf('province', 'regency', 'city')),
  affairs: Type.Array(Code),
  each: Maybe(OneOf('district')),
  /** only governments of these regions (`31`, `34.71`) */
  only: Maybe(Type.Array(RegionCode)),
  /** not governments of these regions */
  except: Maybe(Type.Array(RegionCode)),
  /** the body that verifies oversight complaints */
  inspectorate: Maybe(Type.Boolean()),
  source: Maybe(Type.String()),
});
export type UnitRule = Static<typeof UnitRule>;

/** Who may answer: all bodies, how they hang together, and the rules that name local units. */
export const Directory = Shape({
  version: Code,
  effectiveFrom: Type.String(),
  source: Type.String(),
  affairs: Type.Array(Shape({ code: Code, name: Type.String() })),
  organisations: Type.Array(Organisation),
  unitRules: Type.Array(UnitRule),
  /** names of the districts of each regency and city, by their two digits: `{'32.04': {'05': 'Cileunyi'}}` */
  districts: Maybe(Type.Record(Type.String(), Type.Record(Type.String(), Type.String()))),
});
export type Directory = Static<typeof Directory>;
