import { type Case } from '@satupintu/domain';
import { type Fact } from '@satupintu/events';
import { type Applied, type RowChange, type View } from '@satupintu/log';

/** What the log says of messages: one that stands here is not sent again, whatever the kept tables have lost. */
export const toldView: View = {
  name: 'told',
  key: ['message_id'],
  columns: { message_id: 'uuid', complaint_id: 'uuid', state: 'text', by: 'text', at: 'timestamptz' },
};

export type Told = 'sent' | 'delivered' | 'failed';
const states: { readonly [T in Fact['type']]?: Told } = {
  ReporterNotified: 'sent',
  NotificationDelivered: 'delivered',
  NotificationFailed: 'failed',
};

export function toldRows({ fact, verdict }: Applied<Case>): RowChange[] {
  const state = states[fact.type];
  if (
    verdict.kind !== 'applied' ||
    state === undefined ||
    !('about' in fact.data && 'messageId' in fact.data)
  )
    return [];
  const { messageId, by } = fact.data;
  return [
    {
      view: toldView.name,
      set: { message_id: messageId, complaint_id: fact.subject, state, by, at: fact.at },
    },
  ];
}
