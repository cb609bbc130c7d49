import { type Case, type Clock, isOpen, isOverdue } from '@satupintu/domain';
import { type Applied, type RowChange } from '@satupintu/log';
import { proposalView, waitingView } from '../views';

/** What people are shown when they decide: kept from the request, whatever happens in between. */
export function proposalRows({ fact, verdict }: Applied<Case>): RowChange[] {
  if (verdict.kind !== 'applied') return [];
  if (fact.type === 'TriageRequested') {
    const { why, reasons, suggestions, versions } = fact.data;
    const set = {
      complaint_id: fact.subject,
      why,
      reasons,
      suggestions,
      versions,
    };
    return [{ view: proposalView.name, set }];
  }
  if (fact.type === 'ArbitrationRequested') {
    const { candidates, versions } = fact.data;
    const set = {
      complaint_id: fact.subject,
      why: 'declined',
      reasons: [],
      suggestions: candidates,
      versions,
    };
    return [{ view: proposalView.name, set }];
  }
  return [];
}

const waits: ReadonlySet<string> = new Set(['verify_and_forward', 'arbitration']);
/** Or is missed, and what it waited for has not happened. */
const stillRuns = (clock: Clock) => isOpen(clock) || isOverdue(clock);
/** When the wait must be over: the earliest due time of the clocks that run over it. */
const dueOf = (state: Case): string | null =>
  Object.values(state.clocks)
    .filter((clock) => waits.has(clock.kind) && stillRuns(clock))
    .flatMap(({ dueAt }) => dueAt ?? [])
    .sort()[0] ?? null;

/** Whether the case waits for a person now, as the batch leaves it. */
export function waitingRow(state: Case): RowChange {
  const { complaintId, status, owner } = state;
  const last = status === 'arbitration' ? state.arbitrations.at(-1) : state.verifications.at(-1);
  const decided = status === 'arbitration' && last?.endedAt !== undefined;
  if ((status !== 'triage' && status !== 'arbitration') || decided) {
    return { view: waitingView.name, remove: { complaint_id: complaintId } };
  }
  const since = last?.startedAt ?? state.filedAt;
  return {
    view: waitingView.name,
    set: {
      complaint_id: complaintId,
      kind: status,
      owner: owner.organisation,
      since,
      due_at: dueOf(state),
      emergency: state.emergency ?? false,
    },
  };
}
