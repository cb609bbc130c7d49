import { agencyTopic, DISPOSITIONS } from '@satupintu/events';
import { type Outgoing, type Position, type RowChange } from '@satupintu/log';
import { feedView } from '../views';
import { type Told } from './agency-event';

export const feedRow = (
  { organisation, restricted, event }: Told,
  { partition, offset }: Position,
): RowChange => ({
  view: feedView.name,
  set: { organisation, partition, offset_: offset, restricted, event },
});

/** The same event for the topic of all bodies and for the topic of the one concerned. */
export function feedRecords({ organisation, event }: Told): Outgoing[] {
  const value = JSON.stringify(event);
  return [DISPOSITIONS, agencyTopic(organisation)].map((topic) => ({ topic, key: event.subject, value }));
}
