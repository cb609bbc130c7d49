import { type Case } from '@satupintu/domain';
import { type Applied, type RowChange } from '@satupintu/log';
import { threadView } from '../views';

/** The row of a message between the bodies on a case; none for any other fact. */
export function threadRows({ fact, verdict, position }: Applied<Case>): RowChange[] {
  if (fact.type !== 'ThreadMessagePosted' || verdict.kind !== 'applied') return [];
  const set = {
    complaint_id: fact.subject,
    offset_: position.offset,
    message_id: fact.data.messageId,
    at: fact.at,
    role: fact.by.role,
    organisation: fact.by.organisation ?? null,
    unit: fact.by.unit ?? null,
    words: fact.data.words,
  };
  return [{ view: threadView.name, set }];
}
