import { type Actor, type Role } from '@satupintu/events';

/** A signed-in person, as the token (and the appointments) say. */
export interface Person {
  readonly subject: string;
  readonly name: string;
  readonly role: Role;
  readonly organisation: string;
  readonly unit?: string;
}

/** Who causes a fact: role and place, and the token's subject; never a name. */
export const actorOf = ({ role, organisation, unit, subject }: Person): Actor => ({
  role,
  organisation,
  ...(unit === undefined ? {} : { unit }),
  subject,
});
