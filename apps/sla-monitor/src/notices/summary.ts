import { type TimeZone } from '@satupintu/events';
import { type NoticeItem } from './notice-row';

/** One line of a summary: codes and instants, no words of the complaint, no persons. */
export interface SummaryEntry {
  readonly complaintId: string;
  readonly trackingId: string;
  readonly class: string;
  readonly clockId: string;
  readonly clockKind: string;
  readonly kind: 'step' | 'reminder';
  readonly level?: number;
  /** of the step or reminder */
  readonly at: string;
  readonly dueAt: string | null;
  readonly reason: string;
  readonly policyVersion: string;
}

/** What one notice says. Kept as it is, so that a repetition says the same. */
export interface Summary {
  /** of the addressee */
  readonly name: string;
  readonly timeZone: TimeZone;
  readonly urgent: boolean;
  /** steps and reminders, and the complaints that they are about */
  readonly count: number;
  readonly complaints: number;
  /** the oldest */
  readonly items: readonly SummaryEntry[];
}

export interface Matter {
  readonly complaintId: string;
  readonly clockId: string;
  readonly kind: 'step' | 'reminder';
  readonly level?: number;
  readonly at: string;
  readonly item: NoticeItem;
}

function entryOf({ item, ...matter }: Matter): SummaryEntry {
  const { trackingId, clockKind = '', dueAt = null, reason = '', policyVersion = '' } = item;
  return { ...matter, trackingId, class: item.class, clockKind, dueAt, reason, policyVersion };
}

/** `matters`: oldest first; at most `most` of them are named, the others are counted. */
export function summaryOf(
  matters: readonly Matter[],
  { most, ...about }: Pick<Summary, 'name' | 'timeZone' | 'urgent'> & { readonly most: number },
): Summary {
  const complaints = new Set(matters.map(({ complaintId }) => complaintId)).size;
  return { ...about, count: matters.length, complaints, items: matters.slice(0, most).map(entryOf) };
}
