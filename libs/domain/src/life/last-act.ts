import { type Person } from '../access/actor';
import { type Case, type LastAct } from './case';

/** What was done last, as somebody on the case is told: colleagues by their subject, all others by role and body. */
export function lastActFor({ last }: Case, person: Person): LastAct | undefined {
  if (!last || last.by.organisation === person.organisation) return last;
  const { subject: _theirs, ...by } = last.by;
  return { ...last, by };
}
