import { type Case, leadOf } from '@satupintu/domain';
import { Problem } from '../http/problem';

/** Who was faster, what the case is now, and since when. */
function describe(state: Case): string {
  const lead = leadOf(state);
  const owner = state.owner.unit ?? state.owner.organisation;
  const since = lead?.endedAt ?? lead?.substantiveAt ?? lead?.acceptedAt ?? lead?.offeredAt ?? state.filedAt;
  return `The case is ${state.status}${lead ? `, its disposition ${lead.status}` : ''}, with ${owner}, since ${since}.`;
}

/** 409: the log put another claim first. */
export const voidProblem = (code: string, state: Case | undefined): Problem =>
  new Problem(409, code, `Somebody or something was faster. ${state ? describe(state) : ''}`.trim());
