import { attempt, type Case, isRefusal } from '@satupintu/domain';
import { fact, type FactOf } from '@satupintu/events';
import { type Handover } from '@satupintu/service';

/**
 * The fact by which a part in a case passes on with its place; undefined where it does not now: it is with somebody
 * else, it came later, or it waits for a word on its answer or behind the case that it follows. Its id follows from
 * the hand-over, so that doing it again is doing it once, and a part that was brought back on purpose stays.
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
  const moved = fact('UnitAssigned', `handover:${handoverId}:${dispositionId}`, about, {
    dispositionId,
    unit: toUnit,
  });
  return isRefusal(attempt(state, [moved])) ? undefined : moved;
}
