import {
  type Case,
  type Clock,
  dueTimers,
  isOpen,
  isOverdue,
  isSameTimer,
  leadOf,
  openQuestion,
  type Timer,
} from '@satupintu/domain';
import { type Row, type RowChange } from '@satupintu/log';
import { clockView, timerView } from './views';

const bodies = (codes: readonly string[]) => [...new Set(codes)].sort();

/** Who may see the clocks of a case, as columns. Follows `mayReadCase`. */
function scopeOf(state: Case) {
  const parts = Object.values(state.dispositions).filter(({ status }) => status !== 'withdrawn');
  const active = parts.filter(
    ({ status }) => status === 'offered' || status === 'accepted' || status === 'answered',
  );
  const { organisation } = state.owner;
  const asked = openQuestion(state);
  const inTriage = state.status === 'triage' || (asked !== undefined && asked.dispositionId === undefined);
  const waits =
    inTriage ||
    state.status === 'filed' ||
    state.status === 'arbitration' ||
    leadOf(state)?.status === 'declined';
  return {
    province: state.region?.slice(0, 2) ?? /^gov\.(\d\d)/.exec(organisation)?.[1] ?? null,
    restricted: state.confidential || state.class === 'oversight_complaint',
    handlers: bodies([organisation, ...active.map((part) => part.organisation)]),
    parties: bodies([organisation, ...parts.map((part) => part.organisation)]),
    deciding: waits ? organisation : null,
  };
}

/** All that `scopeOf` looks at; a fact about clocks leaves every part of it as it is. */
const scopeParts = (state: Case) => {
  const { dispositions, owner, questions, status, region, confidential, class: class_, lead } = state;
  return [dispositions, owner, questions, status, region, confidential, class_, lead];
};

function hasOtherScope(before: Case, after: Case): boolean {
  const now = scopeParts(after);
  if (scopeParts(before).every((part, at) => part === now[at])) return false;
  return before.status !== after.status || !same(scopeOf(before), scopeOf(after));
}

const isMovable = (clock: Clock) => isOpen(clock) || (isOverdue(clock) && clock.ladder.length > 0);

function clockRow(state: Case, clock: Clock, scope: ReturnType<typeof scopeOf>): Row {
  return {
    clock_id: clock.clockId,
    complaint_id: state.complaintId,
    kind: clock.kind,
    state: clock.state,
    organisation: clock.accountable.organisation,
    unit: clock.accountable.unit ?? null,
    due_at: clock.dueAt,
    movable: state.status !== 'merged' && isMovable(clock),
    ...scope,
  };
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Whether the row of a clock is another one now. */
function isShownOtherwise(was: Clock | undefined, is: Clock): boolean {
  if (was === is) return false;
  const shown = ({ state, dueAt, accountable }: Clock) => [state, dueAt, accountable];
  return !was || !same(shown(was), shown(is)) || isMovable(was) !== isMovable(is);
}

/** Rows that changed; those of all clocks where it changed who may see them. */
function clockChanges(before: Case | undefined, after: Case): RowChange[] {
  const everywhere = !before || hasOtherScope(before, after);
  const changed = Object.values(after.clocks).filter(
    (clock) => everywhere || isShownOtherwise(before.clocks[clock.clockId], clock),
  );
  if (changed.length === 0) return [];
  const scope = scopeOf(after);
  return changed.map((clock) => ({ view: clockView.name, set: clockRow(after, clock, scope) }));
}

const timerRow = (state: Case, { clockId, kind, level, at }: Timer): RowChange => ({
  view: timerView.name,
  set: { clock_id: clockId, complaint_id: state.complaintId, due_at: at, kind, level },
});

function timerChanges(before: Case | undefined, after: Case): RowChange[] {
  const was = before ? dueTimers(before) : [];
  const is = dueTimers(after);
  const kept = new Set(is.map(({ clockId }) => clockId));
  const gone = was.filter(({ clockId }) => !kept.has(clockId));
  const changed = is.filter((timer) => !was.some((one) => isSameTimer(one, timer)));
  return [
    ...gone.map(({ clockId }): RowChange => ({ view: timerView.name, remove: { clock_id: clockId } })),
    ...changed.map((timer) => timerRow(after, timer)),
  ];
}

/** What one applied fact changes in both views. */
export const rowsOf = (before: Case | undefined, after: Case): RowChange[] => [
  ...clockChanges(before, after),
  ...timerChanges(before, after),
];
