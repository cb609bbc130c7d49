import { type Case, type Disposition } from '@satupintu/domain';
import { type FactOf } from '@satupintu/events';
import { type Applied, type RowChange } from '@satupintu/log';
import { type Handover, type Handovers } from '@satupintu/service';
import { handedOverView } from '../views';
import { moveWith } from './move';

/** The row of a part that passed on with its place; none for any other fact. */
export function movedRows({ fact, verdict }: Applied<Case>): RowChange[] {
  if (fact.type !== 'UnitAssigned' || verdict.kind !== 'applied' || fact.cause === undefined) return [];
  const { cause, subject, data } = fact;
  return [
    {
      view: handedOverView.name,
      set: { cause, disposition_id: data.dispositionId, complaint_id: subject },
    },
  ];
}

/**
 * What waited while its place was handed over (for a word on an answer, behind another case) follows when it comes
 * back, and so does what was offered before and is heard of only now.
 */
export function followLate(handovers: Handovers) {
  return ({ fact, verdict, before, after }: Applied<Case>): FactOf<'UnitAssigned'>[] => {
    if (verdict.kind !== 'applied' || !after || fact.type === 'UnitAssigned') return [];
    return Object.values(after.dispositions)
      .filter((part) => stayedThere(before, part))
      .flatMap((part) =>
        handovers.from(part).flatMap((handover) => {
          const moved = moveWith(handover, after, part.dispositionId, fact.at);
          return moved && !couldMove(handover, before, part) ? [moved] : [];
        }),
      );
  };
}

/** Whoever names the unit anew after the hand-over means it. */
const stayedThere = (before: Case | undefined, { dispositionId, unit }: Disposition) => {
  const was = before?.dispositions[dispositionId];
  return was === undefined || was.unit === unit;
};

const couldMove = (handover: Handover, before: Case | undefined, { dispositionId }: Disposition) =>
  before !== undefined && moveWith(handover, before, dispositionId, before.filedAt) !== undefined;
