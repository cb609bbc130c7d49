import { type Case, type Disposition, provinceOf } from '@satupintu/domain';
import { type RowChange } from '@satupintu/log';
import { handlingView } from '../views';
import { dueKnown } from './due-known';

function rowOf(state: Case, disposition: Disposition): RowChange {
  const { status, endedAt, rounds } = disposition;
  const set = {
    disposition_id: disposition.dispositionId,
    complaint_id: state.complaintId,
    organisation: disposition.organisation,
    unit: disposition.unit ?? null,
    part: disposition.part,
    class: state.class,
    category: state.category ?? null,
    region: state.region ?? null,
    province: provinceOf(state) ?? null,
    offered_at: disposition.offeredAt,
    unit_named_at: disposition.unitNamedAt ?? null,
    accepted_at: disposition.acceptedAt ?? null,
    first_answer_at: disposition.firstAnswerAt ?? null,
    substantive_at: rounds[0]?.answeredAt ?? null,
    ...dueKnown(state, disposition),
    declined_at: status === 'declined' ? (endedAt ?? null) : null,
    withdrawn_at: status === 'withdrawn' ? (endedAt ?? null) : null,
    proposed: disposition.proposed ?? null,
    disputed_at: rounds.slice(1).map(({ startedAt }) => startedAt),
    case_ended_at: state.closedAt ?? null,
  };
  return { view: handlingView.name, set };
}

/** One row for each disposition of a case, for the reports. */
export const handlingRows = (state: Case): RowChange[] =>
  Object.values(state.dispositions).map((disposition) => rowOf(state, disposition));
