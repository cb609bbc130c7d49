import { type Static, Type } from '@sinclair/typebox';
import { Code, Maybe, OneOf, OrganisationCode, RegionCode, Shape, UnitCode } from '../shapes';

export const OrganisationKind = OneOf(
  'ministry',
  'agency',
  'enterprise',
  'university',
  'oversight',
  'province',
  'regency',
  'city',
);
export type OrganisationKind = Static<typeof OrganisationKind>;
export const TimeZone = OneOf('Asia/Jakarta', 'Asia/Pontianak', 'Asia/Makassar', 'Asia/Jayapura');
export type TimeZone = Static<typeof TimeZone>;

/** What is more than an office: a body of its own under public law that the government owns. */
export const UnitKind = OneOf('regional_enterprise', 'public_hospital');

const unitMembers = {
  name: Type.String({ minLength: 1 }),
  /** codes of the government affairs it handles (UU 23/2014) */
  affairs: Type.Array(Code),
  /** short forms: `Dinkes`, `PDAM` */
  aliases: Maybe(Type.Array(Type.String({ minLength: 1 }))),
  kind: Maybe(UnitKind),
  /** the body that verifies oversight complaints */
  inspectorate: Maybe(Type.Boolean()),
};

/** An office inside an organisation. */
export const Unit = Shape({ code: UnitCode, ...unitMembers });
export type Unit = Static<typeof Unit>;

export const Organisation = Shape({
  code: OrganisationCode,
  name: Type.String({ minLength: 1 }),
  kind: OrganisationKind,
  /** short forms, and names that it or a predecessor had before */
  aliases: Type.Array(Type.String({ minLength: 1 })),
  /** names of private bodies with a public task that it supervises: complaints about them are its */
  supervises: Maybe(Type.Array(Type.String({ minLength: 1 }))),
  /** what it handles, in a few words */
  handles: Maybe(Type.String()),
  region: Maybe(RegionCode),
  /** who arbitrates over it and watches it; absent at the tops of the tree */
  parent: Maybe(OrganisationCode),
  timeZone: TimeZone,
  connection: OneOf('unconnected', 'connected'),
  /** replaces all units that the rules would give */
  units: Maybe(Type.Array(Unit)),
  /** units beside those of the rules; an affair that one of them has is no longer that of a unit by rule */
  ownUnits: Maybe(Type.Array(Unit)),
});
export type Organisation = Static<typeof Organisation>;

export const GovernmentLevel = OneOf('province', 'regency', 'city');
export type GovernmentLevel = Static<typeof GovernmentLevel>;

/** A government affair: at which levels governments have it, and by which law. */
export const Affair = Shape({
  code: Code,
  name: Type.String({ minLength: 1 }),
  /** each government of these levels needs a unit for it; absent: as the unit rules have it */
  levels: Maybe(Type.Array(GovernmentLevel)),
  legalBasis: Maybe(Type.String()),
  /** not checked by a lawyer yet */
  review: Maybe(Type.Boolean()),
});
export type Affair = Static<typeof Affair>;

/**
 * Gives every government of the named levels a unit of this name; its code follows from the name.
 * With `each: 'district'` it gives one unit per district, called by the name and the district’s.
 */
export const UnitRule = Shape({
  ...unitMembers,
  levels: Type.Array(GovernmentLevel),
  each: Maybe(OneOf('district')),
  /** only governments of these regions (`31`, `34.71`) */
  only: Maybe(Type.Array(RegionCode)),
  /** not governments of these regions */
  except: Maybe(Type.Array(RegionCode)),
  source: Maybe(Type.String()),
});
export type UnitRule = Static<typeof UnitRule>;

/** Who may answer: all bodies, how they hang together, and the rules that name local units. */
export const Directory = Shape({
  version: Code,
  effectiveFrom: Type.String(),
  source: Type.String(),
  /** why this version was made: the law or decree behind it */
  note: Maybe(Type.String()),
  affairs: Type.Array(Affair),
  organisations: Type.Array(Organisation),
  unitRules: Type.Array(UnitRule),
  /** names of the districts of each regency and city, by their two digits: `{'32.04': {'05': 'Cileunyi'}}` */
  districts: Maybe(Type.Record(Type.String(), Type.Record(Type.String(), Type.String()))),
});
export type Directory = Static<typeof Directory>;
