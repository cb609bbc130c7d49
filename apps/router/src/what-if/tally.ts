import { type Handler } from '@satupintu/domain';

/** Where a case goes: a body or its unit, or to a person. */
export type Destination = Handler | 'triage';

/** One case under what was in effect, and under what is asked about. */
export interface Comparison {
  readonly complaintId: string;
  readonly before: Destination;
  readonly after: Destination;
  /** the body that it went to has declined it */
  readonly declined: boolean;
  /** who handled it in the end, where somebody has said so */
  readonly handler?: Handler;
}

export interface Move {
  readonly complaintId: string;
  readonly from: string;
  readonly to: string;
  readonly laterDeclined: boolean;
}

export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly cases: number;
  readonly laterDeclined: number;
}

/** Counts of cases. */
export interface Tally {
  /** decided again */
  readonly cases: number;
  readonly unchanged: number;
  /** from one body, or unit, to another */
  readonly moved: number;
  /** of the moved: those that the first body declined later anyway */
  readonly movedLaterDeclined: number;
  /** a person would be asked who was not */
  readonly toTriage: number;
  /** nobody would be asked any more */
  readonly fromTriage: number;
  /** of the cases whose handler is known: how many went, and would go, straight there */
  readonly known: { readonly cases: number; readonly rightBefore: number; readonly rightAfter: number };
  /** largest first */
  readonly flows: readonly Flow[];
}

export const nameOf = (to: Destination): string => (to === 'triage' ? to : (to.unit ?? to.organisation));

/** The move that a comparison comes to; undefined where the case stays where it was. */
export function moveOf({ complaintId, before, after, declined }: Comparison): Move | undefined {
  const [from, to] = [nameOf(before), nameOf(after)];
  return from === to ? undefined : { complaintId, from, to, laterDeclined: declined };
}

export function tally(comparisons: readonly Comparison[]): Tally {
  const moves = comparisons.flatMap((each) => moveOf(each) ?? []);
  const between = moves.filter(({ from, to }) => from !== 'triage' && to !== 'triage');
  const known = comparisons.filter(({ handler }) => handler !== undefined);
  return {
    cases: comparisons.length,
    unchanged: comparisons.length - moves.length,
    moved: between.length,
    movedLaterDeclined: between.filter(({ laterDeclined }) => laterDeclined).length,
    toTriage: moves.filter(({ to }) => to === 'triage').length,
    fromTriage: moves.filter(({ from }) => from === 'triage').length,
    known: {
      cases: known.length,
      rightBefore: known.filter(({ before, handler }) => isRight(before, handler)).length,
      rightAfter: known.filter(({ after, handler }) => isRight(after, handler)).length,
    },
    flows: flowsOf(moves),
  };
}

const isRight = (to: Destination, handler: Handler | undefined): boolean =>
  to !== 'triage' &&
  to.organisation === handler?.organisation &&
  (handler.unit === undefined || to.unit === handler.unit);

function flowsOf(moves: readonly Move[]): Flow[] {
  const flows = new Map<string, Flow>();
  for (const { from, to, laterDeclined } of moves) {
    const known = flows.get(`${from} ${to}`) ?? { from, to, cases: 0, laterDeclined: 0 };
    flows.set(`${from} ${to}`, {
      ...known,
      cases: known.cases + 1,
      laterDeclined: known.laterDeclined + (laterDeclined ? 1 : 0),
    });
  }
  const text = ({ from, to }: Flow) => `${from} ${to}`;
  return [...flows.values()].sort((a, b) => b.cases - a.cases || (text(a) < text(b) ? -1 : 1));
}
