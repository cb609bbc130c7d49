import { Shape } from '@satupintu/events';
import { Type } from '@sinclair/typebox';
import { type InboxCount } from './inbox';
import { type Turn, turns } from './waits-for';

const statuses = ['offered', 'accepted', 'declined', 'answered', 'withdrawn'] as const;
const Count = Type.Integer({ minimum: 0 });
const countsFor = <N extends string>(names: readonly N[]) =>
  Shape(Object.fromEntries(names.map((name) => [name, Count])) as Record<N, typeof Count>);

export const InboxCounts = Shape({
  total: Count,
  status: countsFor(statuses),
  overdue: Count,
  /** until the end of the day where the body is; what is overdue is not among it */
  dueToday: Count,
  waitsFor: countsFor<Turn>(turns),
});

const sumOf = (rows: readonly InboxCount[], of: (row: InboxCount) => number) =>
  rows.reduce((sum, row) => sum + of(row), 0);
const casesIn = (rows: readonly InboxCount[]) => sumOf(rows, ({ cases }) => cases);

export function countsOf(rows: readonly InboxCount[]) {
  return {
    total: casesIn(rows),
    status: Object.fromEntries(
      statuses.map((status) => [status, casesIn(rows.filter((row) => row.status === status))]),
    ),
    overdue: sumOf(rows, ({ overdue }) => overdue),
    dueToday: sumOf(rows, ({ due_today }) => due_today),
    waitsFor: Object.fromEntries(
      turns.map((turn) => [turn, casesIn(rows.filter(({ waits_for }) => waits_for === turn))]),
    ),
  };
}
