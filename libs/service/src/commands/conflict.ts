import { type LastAct } from '@satupintu/domain';
import { Problem } from '../http/problem';

/** Where a case stands for somebody whose wish was refused. */
export interface Standstill {
  /** the calls that would be granted now */
  readonly allowed: readonly string[];
  /** absent where the person may not see it */
  readonly last?: LastAct;
}

/** Who did what, and when, in one sentence. */
function sentence({ fact, at, by }: LastAct): string {
  const body = by.unit ?? by.organisation;
  const who = `${by.role}${body === undefined ? '' : ` of ${body}`}${by.subject === undefined ? '' : ` (${by.subject})`}`;
  return `Last on this case: ${fact}, by ${who}, at ${at}.`;
}

/** The same conflict, saying what would be granted instead and what stands in the way. */
export function explainConflict(problem: Problem, { allowed, last }: Standstill): Problem {
  const { status, code, detail, extras } = problem;
  const conflict = { allowed, ...(last && { last }) };
  return new Problem(status, code, last ? `${detail} ${sentence(last)}` : detail, { ...extras, conflict });
}
