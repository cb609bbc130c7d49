import { attempt, type Case, type Disposition, isRefusal } from '@satupintu/domain';
import { fact, type FactOf } from '@satupintu/events';
import { type Handover } from '@satupintu/service';

/**
 * The fact by which a part in a case passes on with its place; undefined where it does not now: it is with somebody
 * else, it came later, it waits for a word on its answer or behind the case that it follows, or it has followed before and
 * was brought back on purpose. Doing it again is doing it once.
 */
export function moveWith(
  { id: cause, by, data }: Handover,
  state: Case,
  dispositionId: string,
  at: string,
): FactOf<'UnitAssigned'> | undefined {
  const part = state.dispositions[dispositionId];
  const { organisation, unit, toUnit, handoverId } = data;
  if (!part || toUnit === undefined || part.offeredAt > data.at) return undefined;
  if (part.organisation !== organisation || part.unit !== unit) return undefined;
  const about = { subject: state.complaintId, at: at > data.at ? at : data.at, by, cause };
  const moved = fact('UnitAssigned', keyOf(handoverId, part, state), about, {
    dispositionId,
    unit: toUnit,
  });
  return isRefusal(attempt(state, [moved])) ? undefined : moved;
}

/**
 * Its id follows from the hand-over, and from how often the part has come back since it was offered: a move for which
 * an answer or a merge was faster is void, and the one that makes up for it must be another fact.
 */
function keyOf(handoverId: string, { dispositionId, round }: Disposition, { merge }: Case): string {
  const comebacks = round + (merge.stretches?.length ?? 0);
  return `handover:${handoverId}:${dispositionId}${comebacks === 0 ? '' : `:${comebacks}`}`;
}
