import { type Role } from '@satupintu/events';

/** A signed-in person, as the token (and the appointments) say. */
export interface Person {
  readonly subject: string;
  readonly name: string;
  readonly role: Role;
  readonly organisation: string;
  readonly unit?: string;
}
