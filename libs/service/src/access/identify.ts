import { type Person } from '@satupintu/domain';
import { type Clock } from '../clock';
import { Problem, unavailable } from '../http/problem';
import { type Reference } from '../reference/reference';
import { type Tokens } from './tokens';

/** The holder of a token, provided that the right has not ended. */
export function identifier(
  tokens: Tokens,
  reference: Reference,
  clock: Clock,
): (token: string) => Promise<Person> {
  return async (token) => {
    const person = await tokens.verify(token);
    if (!reference.ready()) throw unavailable('not-ready', 'The appointments are not read yet.', 2);
    if (reference.appointments.allow(person, clock.now())) return person;
    throw new Problem(403, 'appointment-ended', 'The appointment that gave this right has ended.');
  };
}
