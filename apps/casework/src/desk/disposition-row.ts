import { type Case, type Disposition, isRestricted, provinceOf } from '@satupintu/domain';
import { type RowChange } from '@satupintu/log';
import { dispositionView } from '../views';
import { dueAtOf } from './due';
import { takesPart } from '../parties';
import { waitsFor } from './waits-for';

const rowOf = (state: Case, disposition: Disposition): RowChange => ({
  view: dispositionView.name,
  set: {
    disposition_id: disposition.dispositionId,
    complaint_id: state.complaintId,
    organisation: disposition.organisation,
    unit: disposition.unit ?? null,
    part: disposition.part,
    status: disposition.status,
    case_status: state.status,
    class: state.class,
    category: state.category ?? null,
    emergency: state.emergency === true,
    offered_at: disposition.offeredAt,
    due_at: dueAtOf(state, disposition.dispositionId),
    waits_for: waitsFor(state, disposition),
    province: provinceOf(state) ?? null,
    restricted: isRestricted(state),
    takes_part: takesPart(state, disposition),
  },
});

/** The rows of every body's part in a case, as they stand now. */
export const dispositionRows = (state: Case): RowChange[] =>
  Object.values(state.dispositions).map((disposition) => rowOf(state, disposition));
