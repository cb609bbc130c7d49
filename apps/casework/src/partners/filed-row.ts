import { type Case, isRestricted } from '@satupintu/domain';
import { type Applied, type RowChange } from '@satupintu/log';
import { filedCaseView, filedEventView } from '../views';
import { filedEvent } from './filed-event';

/** The row of a case that a front end filed; none for those that the reporter brought alone. */
export const filedCaseRows = (state: Case): RowChange[] =>
  state.filedBy === undefined
    ? []
    : [
        {
          view: filedCaseView.name,
          set: {
            organisation: state.filedBy,
            complaint_id: state.complaintId,
            restricted: isRestricted(state),
          },
        },
      ];

/** The row of what the front end that filed a case is told by a fact. */
export function filedEventRows(applied: Applied<Case>): RowChange[] {
  const event = filedEvent(applied);
  const organisation = applied.after?.filedBy;
  if (!event || organisation === undefined) return [];
  const { partition, offset } = applied.position;
  const complaint_id = applied.fact.subject;
  return [
    { view: filedEventView.name, set: { organisation, partition, offset_: offset, complaint_id, event } },
  ];
}
