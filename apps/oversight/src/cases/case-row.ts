import {
  type Case,
  type Clock,
  type Disposition,
  isActive,
  isFinal,
  isOpen,
  isOverdue,
  isRestricted,
  provinceOf,
} from '@satupintu/domain';
import { type RowChange } from '@satupintu/log';
import { caseView } from '../views';
import { standstillOf } from './age';

const unique = (codes: readonly string[]) => [...new Set(codes)].sort();

/** What its climbing clocks say of a case: overdue or not, due when, how high on the ladder. */
export function urgencyOf(state: Case): { dueAt: string | null; overdue: boolean; level: number } {
  if (isFinal(state)) return { dueAt: null, overdue: false, level: 0 };
  const climbing = Object.values(state.clocks).filter((clock) => clock.climbs);
  const late = climbing.filter(isOverdue);
  return {
    dueAt: earliest(climbing.filter((clock) => isOpen(clock) || isOverdue(clock))),
    overdue: late.length > 0,
    level: Math.max(0, ...late.map(({ escalationLevel }) => escalationLevel)),
  };
}

function earliest(clocks: readonly Clock[]): string | null {
  const due = clocks.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt])).sort();
  return due[0] ?? null;
}

/** A case as the supervisors list it. */
export function caseRow(state: Case): RowChange {
  const { dueAt, overdue, level } = urgencyOf(state);
  const { pausedFor, pausedSince } = standstillOf(state);
  const set = {
    complaint_id: state.complaintId,
    tracking_id: state.trackingId,
    status: state.status,
    closed_reason: state.closedReason ?? null,
    class: state.class,
    category: state.category ?? null,
    region: state.region ?? null,
    province: provinceOf(state) ?? null,
    organisation: state.owner.organisation,
    unit: state.owner.unit ?? null,
    filed_at: state.filedAt,
    ended_at: state.closedAt ?? null,
    due_at: dueAt,
    overdue,
    escalation_level: level,
    hops: Math.max(0, state.hop),
    disputes: state.disputes,
    reporters: 1 + state.merge.followers.length,
    merged_into: state.merge.into ?? null,
    paused_for: pausedFor,
    paused_since: pausedSince ?? null,
    restricted: isRestricted(state),
    ...bodiesOf(state),
  };
  return { view: caseView.name, set };
}

function bodiesOf(state: Case): { bodies: string[]; handlers: string[] } {
  const parts = Object.values(state.dispositions);
  const organisations = (of: readonly Disposition[]) =>
    unique([state.owner.organisation, ...of.map(({ organisation }) => organisation)]);
  return {
    bodies: organisations(parts.filter(({ status }) => status !== 'withdrawn')),
    handlers: organisations(parts.filter(isActive)),
  };
}
