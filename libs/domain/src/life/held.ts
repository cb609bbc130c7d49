import { type Case, type CaseStatus, type Held } from './case';
import { compact } from './rule';

type Holder = Omit<Held, 'from'>;

const idleIn = (status: CaseStatus) => (status === 'merged' || status === 'archived' ? status : undefined);
const isSame = (one: Holder, other: Holder) =>
  one.organisation === other.organisation && one.unit === other.unit && one.idle === other.idle;

/**
 * Notes who holds the case after a fact of the instant `at`. The order of the log decides, as it does for who owns a
 * case: an instant before the last entry, from a clock that is behind, counts as that entry’s. Who held for no time
 * at all is left out.
 */
export function keepHeld(state: Case, at: string): Case {
  const { organisation, unit } = state.owner;
  const holder = compact<Holder>({ organisation, unit, idle: idleIn(state.status) });
  const last = state.held.at(-1);
  if (last && isSame(last, holder)) return state;
  const from = last && at < last.from ? last.from : at;
  const before = last?.from === from ? state.held.slice(0, -1) : state.held;
  const resumed = before.at(-1);
  return { ...state, held: resumed && isSame(resumed, holder) ? before : [...before, { ...holder, from }] };
}
