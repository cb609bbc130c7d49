import { windows } from '../clocks/kinds';
import { type Case, type Clock, type Disposition, isOpen } from './case';
import { type End, endClock } from './end-clock';
import { withClock } from './rules-clocks';

const met = (at: string | undefined): End | undefined =>
  at === undefined ? undefined : { state: 'met', at };
const cancelled = (at: string | undefined): End | undefined =>
  at === undefined ? undefined : { state: 'cancelled', at };

type EndRule = (clock: Clock, state: Case, disposition: Disposition | undefined) => End | undefined;
const answered: EndRule = (clock, _state, disposition) => met(disposition?.rounds[clock.round]?.answeredAt);

/** What stops each kind of clock. A substantive answer stops every clock of its disposition. */
const ends: Readonly<Record<string, EndRule>> = {
  verify_and_forward: (clock, state) => met(state.verifications[clock.round]?.endedAt),
  arbitration: (clock, state) => met(state.arbitrations[clock.round]?.endedAt),
  assign_unit: (_clock, _state, disposition) =>
    met(disposition?.unitNamedAt ?? disposition?.rounds[0]?.answeredAt),
  first_follow_up: (_clock, _state, disposition) => met(disposition?.firstAnswerAt),
  resolve: answered,
  contribute: answered,
  review: (_clock, _state, disposition) => met(disposition?.substantiveAt),
  reporter_reply_window: (clock, _state, disposition) => met(disposition?.rounds[clock.round]?.repliedAt),
  reporter_information_window: (clock, state) => met(state.questions[clock.round]?.endedAt),
};

const earlier = (one: End | undefined, other: End | undefined): End | undefined =>
  !one || (other && other.at < one.at) ? other : one;

/** Since the lead changed hands the body answers for something else: what it answered for before is over. */
const handedOver = (clock: Clock, { partSince }: Disposition): End | undefined =>
  partSince !== undefined && clock.startedAt < partSince ? cancelled(partSince) : undefined;

/** The end of the part that a clock runs for. The reporter’s windows go on for whoever has the case then. */
function partEnd(clock: Clock, disposition: Disposition | undefined): End | undefined {
  if (!disposition || windows.has(clock.kind)) return undefined;
  return earlier(cancelled(disposition.endedAt), handedOver(clock, disposition));
}

/** What ended a clock, from what the case says now: its own event, or the end of its part or of the case. */
function endOf(clock: Clock, state: Case): End | undefined {
  const disposition = clock.dispositionId === undefined ? undefined : state.dispositions[clock.dispositionId];
  const rule = ends[clock.kind] ?? answered;
  const abandoned = earlier(partEnd(clock, disposition), cancelled(state.closedAt));
  return earlier(rule(clock, state, disposition), abandoned);
}

/** Stops what the case’s present state says is over; also clocks whose start came into the log after their end. */
export function settleClocks(state: Case): Case {
  let settled = state;
  for (const clock of Object.values(state.clocks)) {
    if (!isOpen(clock) && !(clock.state === 'missed' && canStillStop(clock, state))) continue;
    const over = endOf(clock, state);
    if (over) settled = withClock(settled, endClock(clock, over));
  }
  return settled;
}

/**
 * A miss stays open to its late stop, and that to an earlier one that comes later in the log (a withdrawal, say); an
 * elapsed window to a reply that turns out to have come in time.
 */
function canStillStop(clock: Clock, state: Case): boolean {
  if (clock.stoppedAt === undefined) return true;
  const over = endOf(clock, state);
  if (!over) return false;
  const isReply = clock.kind === 'reporter_reply_window' && over.state === 'met';
  return over.at < clock.stoppedAt || (isReply && over.at === clock.missedAt);
}
