import { type ReplyKind } from '@satupintu/domain';
import { readTrackingId } from '../filing/ids';

/** The word that a message begins with, where it is one of ours. */
export type Wish = ReplyKind | 'new';

/** What a message says, to us and to the desk. */
export interface Said {
  /** for the desk: without the codes, which are for us alone */
  readonly text: string;
  readonly wish?: Wish;
  readonly rating?: number;
  readonly trackingId?: string;
  /** may be a receipt code, or a word that looks like one */
  readonly codes: readonly string[];
}

const number = /\bSP[-\s]?([0-9A-Z]{4}[-\s]?){2}[0-9A-Z]{4}\b/gi;
/** Every place at which one may begin: the word before it may look like its first part. */
const code = /\b(?=([0-9A-Z]{4}(?:[-\s]?[0-9A-Z]{4}){3})\b)/gi;
/** As our own messages ask for them; one that stands alone, or before a full stop, a colon or more words. */
const wishes: readonly (readonly [RegExp, Wish])[] = [
  [/^(selesai|setuju)\b[.:,!]?\s*/i, 'confirm'],
  [/^(sanggah|belum selesai)\b[.:,!]?\s*/i, 'dispute'],
  [/^cabut\b[.:,!]?\s*/i, 'withdraw'],
  [/^(info|keterangan)\b[.:,!]?\s*/i, 'information'],
  [/^(lapor|baru)\b/i, 'new'],
];

/** Reads a message for the words and numbers that mean something to us. What it says else is nobody's to judge here. */
export function read(message: string): Said {
  const [trackingId] = [...message.matchAll(number)].flatMap(([found]) => readTrackingId(found) ?? []);
  const unnumbered = trackingId === undefined ? message : without(message, number);
  const codes = [...unnumbered.matchAll(code)].map(([, found = '']) => found);
  const [pattern, wish] = wishes.find(([begins]) => begins.test(unnumbered.trim())) ?? [];
  if (!pattern || !wish || wish === 'new') {
    return {
      text: unnumbered.trim(),
      codes,
      ...(wish && { wish }),
      ...(trackingId !== undefined && { trackingId }),
    };
  }
  const rest = unnumbered.trim().replace(pattern, '');
  const [mark, rating] = wish === 'confirm' ? (/^([1-5])(?!\S)\s*/.exec(rest) ?? []) : [];
  return {
    text: rest.slice(mark?.length ?? 0).trim(),
    wish,
    codes,
    ...(rating !== undefined && { rating: Number(rating) }),
    ...(trackingId !== undefined && { trackingId }),
  };
}

/** The message without a code that was found right: it opens the case, so nobody at a desk may read it. */
export const withoutCode = (text: string, right: string): string => text.replaceAll(right, '').trim();

const without = (text: string, pattern: RegExp) => text.replace(pattern, '').replace(/^[\s:,.-]+/, '');
