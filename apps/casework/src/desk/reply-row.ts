import { type Case } from '@satupintu/domain';
import { type FactOf } from '@satupintu/events';
import { type Applied, type RowChange } from '@satupintu/log';
import { replyView } from '../views';

type FromReporter =
  'ReporterReplied' | 'ReporterConfirmed' | 'ReporterDisputed' | 'ReporterWithdrew' | 'ReporterReopened';

/** What the reporter said, in the words of the call by which it is said. */
const kinds: Readonly<Record<FromReporter, string>> = {
  ReporterReplied: 'information',
  ReporterConfirmed: 'confirm',
  ReporterDisputed: 'dispute',
  ReporterWithdrew: 'withdraw',
  ReporterReopened: 'reopened',
};
const isFromReporter = (fact: { type: string }): fact is FactOf<FromReporter> => fact.type in kinds;

/** The row of what the reporter said after the filing; none for any other fact. The words stay sealed. */
export function replyRows({ fact, verdict, position }: Applied<Case>): RowChange[] {
  if (!isFromReporter(fact) || verdict.kind !== 'applied') return [];
  const { data } = fact;
  const set = {
    complaint_id: fact.subject,
    offset_: position.offset,
    kind: kinds[fact.type],
    at: fact.at,
    words: data.words ?? null,
    rating: 'rating' in data ? (data.rating ?? null) : null,
    attachments: 'attachments' in data ? [...data.attachments] : [],
  };
  return [{ view: replyView.name, set }];
}
