import { type Data, fact, idOf } from '@satupintu/events';
import { aboutOf, attempt, type Decided, type Wish } from '../life/attempt';
import { type Case, leadOf } from '../life/case';
import { type Reply } from '../life/decide-reporter';
import { compact } from '../life/rule';
import { later } from './local-time';
import { type ClockRefs, dueFor } from './refs';

/** A reply to a closed case that says more than yes or never mind. */
export type LateReply = Reply & { readonly kind: 'information' | 'dispute' };

/** Whether a reply brings something new; a yes or a withdrawal after the closing changes nothing. */
export const isLateReply = (reply: Reply): reply is LateReply =>
  reply.kind === 'information' || reply.kind === 'dispute';

/**
 * Until when a reply brings a closed case back: the time that policy gives after a closing, in working time of whoever
 * had it. Undefined where it does not: withdrawn, nobody ever led it, brought back often enough, or policy has no such
 * time. Null: the list of that year is missing; the doubt is for the reporter.
 */
export function reopensUntil(state: Case, refs: ClockRefs): string | null | undefined {
  const { afterClosing } = refs.policy;
  const { closedAt, closedReason, reopened = 0, owner } = state;
  if (!afterClosing || state.status !== 'closed' || closedAt === undefined) return undefined;
  if (closedReason === 'withdrawn' || !leadOf(state)) return undefined;
  if (afterClosing.most !== undefined && reopened >= afterClosing.most) return undefined;
  return dueFor(owner, afterClosing, { start: closedAt, pauses: [] }, refs);
}

/** Whether a reply at an instant brings the closed case back; otherwise a case that follows it goes on. */
export function reopens(state: Case, at: string, refs: ClockRefs): boolean {
  const until = reopensUntil(state, refs);
  return until === null || (until !== undefined && at <= until);
}

/** The case comes back to whoever had it, with its next round. */
export function reopen(state: Case, reply: LateReply, by: Wish, { policy }: ClockRefs): Decided {
  const { kind, words, rating, attachments } = reply;
  const data = compact<Data<'ReporterReopened'>>({
    replyId: idOf(`reply:${by.key}`),
    kind,
    words,
    attachments: [...attachments],
    rating: kind === 'dispute' ? rating : undefined,
    policyVersion: policy.version,
  });
  // A closing and a reply to it may come from machines whose clocks differ a little.
  const about = { ...aboutOf(state, by), at: later(by.at, state.closedAt ?? by.at) };
  return attempt(state, [fact('ReporterReopened', by.key, about, data)]);
}
