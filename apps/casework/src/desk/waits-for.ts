import { type Case, type Disposition, isActive, isFinal, openQuestion } from '@satupintu/domain';

/**
 * Whose turn it is, seen from a body's part in a case: its own, the reporter's, the contributors', whoever decides
 * where the case goes, or that of the case which this one follows.
 */
export const turns = ['body', 'reporter', 'contributors', 'decision', 'lead_case', 'nobody'] as const;
export type Turn = (typeof turns)[number];

const isUndecided = ({ status }: Case) => status === 'triage' || status === 'arbitration';
const isTaken = ({ status }: Disposition) => status === 'offered' || status === 'accepted';

/** The lead waits for what it cannot answer without. */
const waitsForOthers = (state: Case, { dispositionId }: Disposition) =>
  dispositionId === state.lead &&
  Object.values(state.dispositions).some(
    (part) => part.part === 'contributor' && part.required === true && isTaken(part),
  );

const isLead = (state: Case, { dispositionId }: Disposition) => dispositionId === state.lead;

/** A question of the lead holds up the lead; a contributor has its own task meanwhile. */
const waitsForReporter = (state: Case, part: Disposition) =>
  part.status === 'answered'
    ? isLead(state, part)
    : openQuestion(state)?.dispositionId === part.dispositionId;

export function waitsFor(state: Case, part: Disposition): Turn {
  if (state.status === 'merged') return isActive(part) ? 'lead_case' : 'nobody';
  if (isFinal(state)) return 'nobody';
  if (part.status === 'declined') return isLead(state, part) ? 'decision' : 'nobody';
  if (!isActive(part)) return 'nobody';
  if (isUndecided(state)) return 'decision';
  if (waitsForReporter(state, part)) return 'reporter';
  if (part.status === 'answered') return 'nobody';
  return part.status === 'accepted' && waitsForOthers(state, part) ? 'contributors' : 'body';
}
