import { type Case, identityViewed } from '@satupintu/domain';
import { type Fact } from '@satupintu/events';
import { type Applied, type Outcome, type RowChange } from '@satupintu/log';
import { messagesOf } from '../messages/message';
import { toldRows } from '../messages/told-row';
import { reporterEvent } from './event';
import { timelineView, trackingView } from './views';

/** What a batch of facts comes to for the reporter: the page, which shows every look at the identity, and messages. */
export const project = (batch: readonly Applied<Case>[]): Outcome => ({
  rows: [...batch.flatMap(rowsOf), ...batch.flatMap(toldRows)],
  facts: batch.flatMap(reactionsOf),
  outgoing: [],
  kept: batch.flatMap(messagesOf),
});

const reactionsOf = ({ fact, verdict }: Applied<Case>): Fact[] =>
  fact.type === 'IdentityRequested' && verdict.kind === 'applied' ? [identityViewed(fact)] : [];

function rowsOf(applied: Applied<Case>): RowChange[] {
  const { fact, verdict, after } = applied;
  if (verdict.kind !== 'applied' || !after) return [];
  const rows: RowChange[] = [];
  if (fact.type === 'ComplaintFiled') {
    rows.push({
      view: trackingView.name,
      set: { tracking_id: fact.data.trackingId, complaint_id: fact.subject },
    });
  }
  const row = timelineRow(applied, after);
  return row ? [...rows, row] : rows;
}

function timelineRow({ fact, position }: Applied<Case>, after: Case): RowChange | undefined {
  const event = reporterEvent(fact, after);
  if (!event) return undefined;
  const { kind, words, ...detail } = event;
  const { role, organisation, unit } = fact.by;
  return {
    view: timelineView.name,
    set: {
      complaint_id: fact.subject,
      offset_: position.offset,
      at: fact.at,
      kind,
      role,
      organisation: organisation ?? null,
      unit: unit ?? null,
      words: words ?? null,
      detail,
    },
  };
}
