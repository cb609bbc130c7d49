import { type Sealed } from '@satupintu/events';
import { type SealedWish } from './kept-updates';
import { type Update } from './update-shapes';

/** Seals a text under the keys of the update’s complaint; `field` says what it is. */
export type Seal = (field: string, text: string) => Promise<Sealed>;

/** The wish of an update with its words sealed, as it waits and as the decision takes it. */
export async function sealedWish(update: Update, subject: string, seal: Seal): Promise<SealedWish> {
  const { kind, dispositionId } = update;
  const base = { kind, subject, ...(dispositionId !== undefined && { dispositionId }) };
  switch (update.kind) {
    case 'accept':
    case 'assign':
      return { ...base, ...(update.unit !== undefined && { unit: update.unit }) };
    case 'question':
      return { ...base, words: await seal('question', update.text) };
    case 'first_answer':
    case 'answer':
      return {
        ...base,
        words: await seal('answer', update.text),
        attachments: update.attachments ?? [],
        ...('reason' in update && { reason: await seal('reason', update.reason) }),
      };
    case 'decline': {
      const { ground, proposed, note } = update;
      return { ...base, ground, proposed, words: await seal('decline', note) };
    }
    case 'refuse_lead':
      return { ...base, words: await seal('refusal', update.reason) };
    case 'thread':
      return { ...base, words: await seal('message', update.text) };
    case 'take_lead':
    case 'nothing':
      return base;
  }
}
