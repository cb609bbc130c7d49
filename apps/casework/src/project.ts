import { type Case, reactMerge } from '@satupintu/domain';
import { type Applied, type BatchContext, type Outcome, type RowChange } from '@satupintu/log';
import { type Handovers } from '@satupintu/service';
import { followLate, movedRows } from './appointments/moved-row';
import { dispositionRows } from './desk/disposition-row';
import { replyRows } from './desk/reply-row';
import { agencyEvents } from './feed/agency-event';
import { feedRecords, feedRow } from './feed/feed-row';
import { filedCaseRows, filedEventRows } from './partners/filed-row';
import { threadRows } from './thread/thread-row';
import { titleView } from './views';

/** What a batch of facts comes to at the agencies' desk: rows, merges that go on, and what the bodies are told. */
export function project(
  batch: readonly Applied<Case>[],
  { live }: BatchContext,
  handovers: Handovers,
): Outcome {
  const told = batch.map((applied) => ({ applied, events: agencyEvents(applied) }));
  return {
    rows: [
      ...changedCases(batch).flatMap(dispositionRows),
      ...changedCases(batch).flatMap(filedCaseRows),
      ...batch.flatMap(replyRows),
      ...batch.flatMap(titleRows),
      ...batch.flatMap(threadRows),
      ...batch.flatMap(movedRows),
      ...batch.flatMap(filedEventRows),
      ...told.flatMap(({ applied, events }) => events.map((event) => feedRow(event, applied.position))),
    ],
    facts: live ? [...batch.flatMap(reactMerge), ...batch.flatMap(followLate(handovers))] : [],
    outgoing: live ? told.flatMap(({ events }) => events.flatMap(feedRecords)) : [],
  };
}

/** Each case once, as the batch leaves it; what a row was in between nobody can see. */
function changedCases(batch: readonly Applied<Case>[]): Case[] {
  const last = new Map<string, Case>();
  for (const { verdict, after } of batch) {
    if (verdict.kind === 'applied' && after) last.set(after.complaintId, after);
  }
  return [...last.values()];
}

function titleRows({ fact, verdict }: Applied<Case>): RowChange[] {
  if (fact.type !== 'ComplaintCorrected' || verdict.kind !== 'applied' || fact.data.words === undefined)
    return [];
  return [{ view: titleView.name, set: { complaint_id: fact.subject, words: fact.data.words } }];
}
