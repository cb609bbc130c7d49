import { ageDays } from './age';
import { type CaseRecord } from './case-list';

const optional = (name: string, value: string | Date | null) =>
  value === null ? {} : { [name]: value instanceof Date ? value.toISOString() : value };

/** A case as the supervisors see it. Age depends on the instant at which they look. */
export function shownCase(row: CaseRecord, now: string) {
  const filedAt = row.filed_at.toISOString();
  const standstill = {
    pausedFor: row.paused_for,
    ...(row.paused_since === null ? {} : { pausedSince: row.paused_since.toISOString() }),
  };
  return {
    complaintId: row.complaint_id,
    trackingId: row.tracking_id,
    status: row.status,
    ...optional('closedReason', row.closed_reason),
    class: row.class,
    ...optional('category', row.category),
    ...optional('region', row.region),
    owner: { organisation: row.organisation, ...optional('unit', row.unit) },
    filedAt,
    ageDays: ageDays({ filedAt, endedAt: row.ended_at?.toISOString() ?? null, ...standstill }, now),
    ...optional('dueAt', row.due_at),
    overdue: row.overdue,
    escalationLevel: row.escalation_level,
    hops: row.hops,
    disputes: row.disputes,
    reporters: row.reporters,
  };
}
