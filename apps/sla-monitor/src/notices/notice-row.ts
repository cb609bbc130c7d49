import { type Case, noticeKey, type PendingNotice, pendingNotices, type Telling } from '@satupintu/domain';
import { type Data, type Fact } from '@satupintu/events';
import { type Row, type RowChange } from '@satupintu/log';
import { noticeView } from '../views';

type Ended = Data<'NoticeSent'> | Data<'NoticeFailed'>;

/** Codes and instants of what somebody is told: all that leaves the house. */
export interface NoticeItem {
  readonly trackingId: string;
  readonly class: string;
  readonly to: { readonly organisation: string; readonly unit?: string | undefined };
  readonly clockKind?: string;
  readonly dueAt?: string | null;
  readonly reason?: string;
  readonly policyVersion?: string;
  readonly noticeId?: string;
  readonly by?: 'email' | 'webhook';
  readonly sentAt?: string;
  readonly proof?: { readonly code: number; readonly text?: string };
  readonly failedAt?: string;
  readonly attempts?: number;
  readonly problem?: string;
}

const keyOf = ({ clockId, kind, level = 0, at }: Telling) => ({ clock_id: clockId, kind, level, at });
const nameOf = (told: Telling) => `${told.clockId} ${noticeKey(told)}`;

function rowOf(state: Case, told: Telling, more: { state: string; item: NoticeItem }): Row {
  const { organisation, unit } = more.item.to;
  return {
    ...keyOf(told),
    complaint_id: state.complaintId,
    addressee: unit ?? organisation,
    organisation,
    urgent: state.emergency === true,
    ...more,
  };
}

function pendingRow(state: Case, notice: PendingNotice): Row {
  const { to, clockKind, dueAt, reason, policyVersion } = notice;
  const { trackingId } = state;
  const item = { trackingId, class: state.class, to, clockKind, dueAt, reason, policyVersion };
  return rowOf(state, notice, { state: 'pending', item });
}

/** How the telling ended, with its proof or its problem. */
function endOf(
  data: Ended,
): Pick<NoticeItem, 'to' | 'noticeId' | 'by' | 'sentAt' | 'failedAt' | 'attempts' | 'problem'> {
  const { to, noticeId, by } = data;
  if ('sentAt' in data) {
    const { sentAt, proof } = data;
    return { to, noticeId, by, sentAt, ...{ proof } };
  }
  const { failedAt, attempts, reason: problem } = data;
  return { to, noticeId, by, failedAt, attempts, problem };
}

/** What was told stays in the list also where its clock was stopped before the notice arrived. */
function endedRow(before: Case | undefined, after: Case, told: Telling, data: Ended): Row {
  const clock = after.clocks[told.clockId];
  const pending = before && pendingNotices(before).find((notice) => nameOf(notice) === nameOf(told));
  const about: Partial<NoticeItem> = pending
    ? {
        clockKind: pending.clockKind,
        dueAt: pending.dueAt,
        reason: pending.reason,
        policyVersion: pending.policyVersion,
      }
    : clock
      ? { clockKind: clock.kind, dueAt: clock.missedAt ?? clock.dueAt, policyVersion: clock.policyVersion }
      : {};
  const item = { trackingId: after.trackingId, class: after.class, ...about, ...endOf(data) };
  return rowOf(after, told, { state: 'sentAt' in data ? 'sent' : 'failed', item });
}

const set = (row: Row): RowChange => ({ view: noticeView.name, set: row });
const remove = (told: Telling): RowChange => ({ view: noticeView.name, remove: keyOf(told) });

/** What one applied fact changes in what is to be told and what was. */
export function noticeRows(fact: Fact, before: Case | undefined, after: Case): RowChange[] {
  const was = new Map((before ? pendingNotices(before) : []).map((notice) => [nameOf(notice), notice]));
  const is = new Map(pendingNotices(after).map((notice) => [nameOf(notice), notice]));
  const moot = [...was].filter(([name]) => !is.has(name)).map(([, notice]) => remove(notice));
  const open = [...is].flatMap(([name, notice]) => {
    const row = pendingRow(after, notice);
    const old = was.get(name);
    const same = before && old && JSON.stringify(pendingRow(before, old)) === JSON.stringify(row);
    return same ? [] : [set(row)];
  });
  if (fact.type !== 'NoticeSent' && fact.type !== 'NoticeFailed') return [...moot, ...open];
  const { data } = fact;
  // Of several changes of one row the last counts.
  return [...moot, ...open, ...data.about.map((told) => set(endedRow(before, after, told as Telling, data)))];
}
