import { type ComplaintClass, type Reason } from '@satupintu/events';
import { type Folded, occurring, type PreparedPolicy } from './topics';

export interface Classified {
  readonly class: ComplaintClass;
  readonly reason?: Reason;
}

/** In this order: an accusation outweighs a question, a question outweighs a wish. */
const order = ['oversight_complaint', 'information_request', 'aspiration'] as const;
const names: Readonly<Record<ComplaintClass, string>> = {
  oversight_complaint: 'pengaduan berkadar pengawasan',
  information_request: 'permintaan informasi',
  aspiration: 'aspirasi',
  complaint: 'pengaduan',
};

/** The class as the reporter gave it, or as the words have it. */
export function classify(
  given: ComplaintClass | undefined,
  folded: Folded,
  prepared: PreparedPolicy,
): Classified {
  if (given !== undefined) return { class: given };
  for (const each of order) {
    const [word] =
      each === 'oversight_complaint'
        ? accusations(folded, prepared)
        : occurring(folded, prepared.classPhrases.get(each) ?? []);
    if (word === undefined) continue;
    const text = `Jenis ${names[each]}, karena disebut “${word}”`;
    return { class: each, reason: { kind: 'class', text, textEn: `Class ${each}, because of “${word}”` } };
  }
  return { class: prepared.policy.defaultClass };
}

/** Words that accuse an official. A shop may ask for money too: some words accuse only where an official is named. */
export function accusations(
  folded: Folded,
  { classPhrases, doubtful, officials }: PreparedPolicy,
): readonly string[] {
  const sure = occurring(folded, classPhrases.get('oversight_complaint') ?? []);
  if (sure.length > 0) return sure;
  const said = occurring(folded, doubtful);
  return said.length > 0 && occurring(folded, officials).length > 0 ? said : [];
}
