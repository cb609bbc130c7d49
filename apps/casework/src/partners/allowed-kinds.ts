import { type Case, nextSteps, type Step } from '@satupintu/domain';
import { partMeant } from './partner-part';
import { type Kind } from './update-shapes';

/** The call of the desk that an update of a kind stands for; any of several will do. */
const stepsOf: Readonly<Record<Exclude<Kind, 'nothing'>, readonly Step[]>> = {
  accept: ['accept'],
  assign: ['assign'],
  question: ['questions'],
  first_answer: ['answers:first'],
  answer: ['answers:substantive', 'answers:reasoned'],
  decline: ['decline'],
  take_lead: ['lead'],
  refuse_lead: ['lead:refuse'],
  thread: ['thread'],
};

/** The kinds of update that would be applied to a case now: what an officer who heads the body would be granted. */
export function allowedKinds(state: Case, organisation: string, at: string): Kind[] {
  const head = { subject: '', name: '', role: 'coordinator', organisation } as const;
  const kinds = Object.entries(stepsOf) as [Kind, readonly Step[]][];
  return kinds.flatMap(([kind, steps]) => {
    const part = partMeant(state, organisation, { kind });
    const granted = part ? nextSteps(state, part.dispositionId, at, head) : [];
    return steps.some((step) => granted.includes(step)) ? [kind] : [];
  });
}
