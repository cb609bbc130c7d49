import { type Case, type Clock, finalStatuses, leadOf, openQuestion } from '@satupintu/domain';
import { clocksOf, nextClock } from './due';
import { type ReplyCount } from './read-replies';
import { standingOf } from './standing';
import { type Turn, waitsFor } from './waits-for';

/** A clock in short; all of it is at `GET /v1/clocks`. */
const inShort = ({ clockId, kind, dueAt, state, escalationLevel }: Clock) => ({
  clockId,
  kind,
  dueAt,
  state,
  level: escalationLevel,
});

/** Who held the case before the present owner, oldest first; `idle`: it asked nothing of them then. */
const handsOf = ({ held }: Case) =>
  held.slice(0, -1).map((hand, n) => {
    const to = held[n + 1]?.from;
    return { ...hand, ...(to !== undefined && { to }) };
  });

/**
 * Since when the reporter waits for a body's word: since the filing, the last dispute, or the reply to the last
 * question. Nobody waits while it is the reporter's own turn, or once the case is over.
 */
function waitsSince(state: Case): string | undefined {
  if (finalStatuses.has(state.status) || state.status === 'answered' || openQuestion(state)) return undefined;
  const asked = leadOf(state)?.rounds.at(-1);
  const round = (state.disputes > 0 && asked?.startedAt) || state.filedAt;
  const replied = state.questions.at(-1)?.endedAt ?? round;
  return replied > round ? replied : round;
}

function reporterOf(state: Case, said: ReplyCount | undefined) {
  const since = waitsSince(state);
  return {
    replies: said?.replies ?? 0,
    disputes: state.disputes,
    ...(state.reopened !== undefined && { reopened: state.reopened }),
    ...(state.follows !== undefined && { follows: state.follows }),
    lastWordAt: said?.lastAt ?? state.filedAt,
    ...(since !== undefined && { waitsSince: since }),
  };
}

/** Everything of a row of the inbox but words: the clock, whose turn it is, the reporter's history, earlier hands. */
export function inboxItem(state: Case, dispositionId: string, said: ReplyCount | undefined) {
  const part = state.dispositions[dispositionId];
  const standing = standingOf(state, dispositionId);
  const clock = nextClock(state, dispositionId);
  const turn: Turn = part ? waitsFor(state, part) : 'nobody';
  return {
    ...standing,
    ...(clock && { clock: inShort(clock) }),
    clocks: clocksOf(state, dispositionId).map(inShort),
    waitsFor: turn,
    reporter: reporterOf(state, said),
    hands: handsOf(state),
  };
}
