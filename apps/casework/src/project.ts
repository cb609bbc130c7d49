import { type Case, isDeclinedContribution, reactMerge, reactParts } from '@satupintu/domain';
import { type Fact } from '@satupintu/events';
import { type Applied, type BatchContext, type Outcome, type RowChange } from '@satupintu/log';
import { type Deps } from '@satupintu/service';
import { followLate, movedRows } from './appointments/moved-row';
import { dispositionRows } from './desk/disposition-row';
import { replyRows } from './desk/reply-row';
import { agencyEvents } from './feed/agency-event';
import { feedRecords, feedRow } from './feed/feed-row';
import { filedCaseRows, filedEventRows } from './partners/filed-row';
import { threadRows } from './thread/thread-row';
import { titleView } from './views';

/** What follows depends on beside the facts: the directory, the policy, and units that were handed over. */
type Known = Pick<Deps, 'reference'>;

/** What a batch of facts comes to at the agencies' desk: rows, what follows by rule, and what the bodies are told. */
export function project(batch: readonly Applied<Case>[], { live }: BatchContext, known: Known): Outcome {
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
    facts: live ? batch.flatMap((applied) => reactions(applied, known)) : [],
    outgoing: live ? told.flatMap(({ events }) => events.flatMap(feedRecords)) : [],
  };
}

/** Merges that go on, cases that go with their unit, and tasks that go to the body which a decliner names. */
const reactions = (applied: Applied<Case>, { reference }: Known): Fact[] => [
  ...reactMerge(applied),
  ...followLate(reference.handovers)(applied),
  ...(isDeclinedContribution(applied) ? replacements(applied, reference) : []),
];

function replacements(applied: Applied<Case>, reference: Known['reference']): Fact[] {
  const directory = reference.directory();
  const isConnected = (organisation: string) => {
    const body = directory.organisation(organisation);
    return body !== undefined && body.connection !== 'unconnected';
  };
  // Before there is a policy nothing goes on by itself.
  const hopLimit = reference.routingPolicies().length > 0 ? reference.routingPolicy().hopLimit : 0;
  return reactParts(applied, { isConnected, hopLimit });
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
