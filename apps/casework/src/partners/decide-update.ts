import {
  accept,
  answer,
  askReporter,
  assign,
  type Case,
  type Decided,
  decline,
  isActive,
  postThread,
  refuseOffer,
  refuse,
  type Refusal,
  takeLead,
  type Wish,
} from '@satupintu/domain';
import { type SealedWish } from './kept-updates';
import { actsOn, partMeant } from './partner-part';

const unknownComplaint = (): Refusal =>
  refuse(404, 'unknown-complaint', 'There is no such case, or not for you.');
const unknownPart = (): Refusal =>
  refuse(409, 'unknown-disposition', 'The body has no such part in the case.');

/**
 * What an update of a partner comes to: the same decision that its body’s officers would get for the same wish, at
 * the instant at which it is applied.
 */
export function decideUpdate(state: Case, organisation: string, update: SealedWish, by: Wish): Decided {
  if (!actsOn(organisation, state)) return unknownComplaint();
  const part = partMeant(state, organisation, update);
  if (!part) return unknownPart();
  const { kind, unit, ground = '', proposed = '', attachments = [], words = '', reason } = update;
  const { dispositionId } = part;
  switch (kind) {
    case 'accept':
      return accept(state, { dispositionId, unit }, by);
    case 'assign':
      return assign(state, { dispositionId, unit: unit ?? '' }, by);
    case 'question':
      return askReporter(state, { dispositionId, words }, by);
    case 'first_answer':
      return answer(state, { dispositionId, kind: 'first', words, attachments }, by);
    case 'answer':
      return answer(state, { dispositionId, kind: 'substantive', words, attachments, reason }, by);
    case 'decline':
      return decline(state, { dispositionId, ground, proposed, words }, by);
    case 'take_lead':
      return takeLead(state, { dispositionId }, by);
    case 'refuse_lead':
      return refuseOffer(state, { dispositionId, words }, by);
    case 'thread':
      return isActive(part) ? postThread(state, { words }, by) : unknownPart();
    case 'nothing':
      return [];
  }
}
