import { type Case, type Disposition, provinceOf } from '@satupintu/domain';
import { type RowChange } from '@satupintu/log';
import { handlingView } from '../views';
import { followedSpans, overdueSpans } from './overdue-spans';

const orNull = <E>(list: readonly E[]) => (list.length === 0 ? null : list);

/** The verdict on the first answer in substance, which a dispute does not take back; in time where no limit was missed. */
function inTime(state: Case, { dispositionId, rounds }: Disposition): boolean | null {
  if (rounds[0]?.answeredAt === undefined) return null;
  const limits = Object.values(state.clocks).filter(
    ({ dispositionId: of, kind, round }) =>
      of === dispositionId && round === 0 && (kind === 'resolve' || kind === 'contribute'),
  );
  return limits.every((clock) => clock.state !== 'missed');
}

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
    in_time: inTime(state, disposition),
    overdue: orNull(overdueSpans(state, disposition)),
    followed: orNull(followedSpans(state)),
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
