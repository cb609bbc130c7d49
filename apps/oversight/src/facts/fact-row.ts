import { type Case } from '@satupintu/domain';
import { type Fact } from '@satupintu/events';
import { type Applied, type RowChange } from '@satupintu/log';
import { escalationView, factView } from '../views';

/** Data of a fact without the sealed identity: nobody can even see that there was one. */
const shownData = ({ data }: Fact): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).filter(([name]) => name !== 'person'));

/** A fact of the history: what was said, and what it came to. */
export function factRow({ fact, verdict, position }: Applied<Case>): RowChange {
  const set = {
    partition: position.partition,
    offset_: position.offset,
    complaint_id: fact.subject,
    id: fact.id,
    type: fact.type,
    at: fact.at,
    by: fact.by,
    verdict: verdict.kind,
    code: verdict.kind === 'void' ? verdict.code : null,
    cause: fact.cause ?? null,
    data: shownData(fact),
  };
  return { view: factView.name, set };
}

/** A step of the ladder that was taken; none for any other fact. */
export function escalationRows({ fact, verdict, after, position }: Applied<Case>): RowChange[] {
  if (fact.type !== 'CaseEscalated' || verdict.kind !== 'applied') return [];
  const { clockId, level, to, reason, dueAt, escalatedAt } = fact.data;
  const set = {
    partition: position.partition,
    offset_: position.offset,
    complaint_id: fact.subject,
    clock_id: clockId,
    disposition_id: after?.clocks[clockId]?.dispositionId ?? null,
    level,
    to_: to.unit ?? to.organisation,
    reason,
    due_at: dueAt,
    escalated_at: escalatedAt,
    recorded_at: fact.at,
  };
  return [{ view: escalationView.name, set }];
}
