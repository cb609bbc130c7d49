import { type Person } from '@satupintu/domain';
import { Maybe, OrganisationCode, Role, UnitCode } from '@satupintu/events';
import { type Static, Type } from '@sinclair/typebox';
import Ajv from 'ajv';
import { unauthenticated } from '../http/problem';

const Claims = Type.Object({
  sub: Type.String({ minLength: 1, maxLength: 200 }),
  name: Type.String({ maxLength: 200 }),
  role: Role,
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  exp: Type.Number(),
});

const hasShape = new Ajv({ strict: false }).compile<Static<typeof Claims>>(Claims);
/** Roles that are one body's alone. */
const home: Partial<Record<Person['role'], string>> = { national: 'nat.panrb', analyst: 'ombudsman' };

/** The person that verified claims speak of. @throws Problem 401 where they contradict themselves */
export function personOf(claims: unknown): { person: Person; exp: number } {
  if (!hasShape(claims)) throw unauthenticated('The token’s claims are not those of satupintu.');
  const { sub: subject, name, role, organisation, unit, exp } = claims;
  if (unit !== undefined && !unit.startsWith(`${organisation}/`)) {
    throw unauthenticated('The token’s unit is not one of its organisation.');
  }
  const only = home[role];
  if (only !== undefined && organisation !== only)
    throw unauthenticated(`The role ${role} belongs to ${only}.`);
  return { person: { subject, name, role, organisation, ...(unit !== undefined && { unit }) }, exp };
}
