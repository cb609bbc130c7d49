import { type Actor, type ComplaintFact, type Fact } from '@satupintu/events';
import { type Case, type CaseStatus } from './case';
import { evolve } from './evolve';
import { lifeCycle } from './life-cycle';
import { refuse, type Refusal, type VoidCode } from './verdict';

/** When, by whom, and the natural key of the wish: one key, one wish, however often it is sent. */
export interface Wish {
  readonly at: string;
  readonly by: Actor;
  readonly key: string;
}

/** What a wish comes to. */
export type Decided = ComplaintFact[] | Refusal;

/** The envelope of a fact that a wish comes to. */
export const aboutOf = ({ complaintId }: Case, { at, by }: Wish) => ({ subject: complaintId, at, by });

const details: Readonly<Partial<Record<VoidCode, string>>> = {
  'case-final': 'The case is closed, archived or merged.',
  'wrong-status': 'The case is not at a step where this can be done.',
  'already-accepted': 'It has been accepted; it can be answered, assigned to a unit, or a question asked.',
  'already-declined': 'It has been declined.',
  'already-answered': 'It has been answered in substance; the reporter’s word is awaited.',
  'already-assigned': 'That unit has it already.',
  'already-on-case': 'That body is on the case already.',
  'not-offered': 'No offer of the lead is open between the two.',
  'contribution-open': 'A required contribution is open: wait for it, release it, or answer with a reason.',
  'not-accepted': 'It must be accepted first.',
  'cannot-decline': 'It was decided by arbitration and cannot be declined; accept it.',
  superseded: 'Another decision has taken its place.',
  'unknown-disposition': 'The case has no such disposition.',
  'question-open': 'A question to the reporter is open; wait for the reply or for the end of its window.',
  'not-appealable': 'This archiving cannot be appealed.',
  'already-erased': 'It has been erased.',
  'reporter-anonymous': 'The reporter chose to stay anonymous.',
  'clock-missed': 'The clock is overdue; what is late cannot be given time any more.',
  'clock-stopped': 'The clock has stopped.',
  'due-time-moved': 'The due time moved meanwhile; look again.',
  'already-merged': 'A merge of this case is asked for or done.',
  'unknown-merge': 'There is no such merge.',
};

/** A sentence for people about why a fact is void; for a wrong status also which ones it needs. */
export function detailOf(code: VoidCode, fact: Pick<Fact, 'type'>, status?: CaseStatus): string {
  const detail = details[code] ?? 'Nothing changed.';
  const needed = (lifeCycle as Partial<Record<Fact['type'], { from: readonly CaseStatus[] }>>)[fact.type]
    ?.from;
  if (code !== 'wrong-status' || !needed || status === undefined) return detail;
  return `${detail} It is ${status}; this needs ${needed.join(', ')}.`;
}

/** The one judge of wishes: the facts that a wish comes to are tried on the state, and refused where they are void. */
export function attempt(state: Case, facts: readonly ComplaintFact[]): Decided {
  let current = state;
  for (const fact of facts) {
    const { state: next, verdict } = evolve(current, fact);
    if (verdict.kind === 'void')
      return refuse(409, verdict.code, detailOf(verdict.code, fact, current.status));
    current = next ?? current;
  }
  return [...facts];
}
