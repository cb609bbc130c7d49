import { type CaseWish, type Wish } from './command';
import { type RepeatKey } from './idempotency';

/** The caller's stable name for idempotency; reporters are known by their complaint only. */
export function repeatKeyOf(wish: Wish | CaseWish): RepeatKey {
  const { person, call, idempotencyKey: key, body } = wish;
  const reporter = 'complaintId' in wish ? `reporter:${wish.complaintId}` : 'reporter';
  return { who: person === 'reporter' ? reporter : `person:${person.subject}`, call, key, body };
}
