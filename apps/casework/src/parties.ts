import { type Case, type Disposition } from '@satupintu/domain';

const gone: ReadonlySet<Disposition['status']> = new Set(['declined', 'withdrawn']);

/** Whether a body still has a part in the case. One that declined stays accountable until somebody else is. */
export function takesPart(state: Case, disposition: Disposition): boolean {
  if (!gone.has(disposition.status)) return true;
  return (
    disposition.status === 'declined' &&
    disposition.dispositionId === state.lead &&
    disposition.organisation === state.owner.organisation
  );
}

/** The parts that bodies have in a case now; of several parts of one body all. */
export const partsOf = (state: Case | undefined): Disposition[] =>
  state === undefined ? [] : Object.values(state.dispositions).filter((part) => takesPart(state, part));
