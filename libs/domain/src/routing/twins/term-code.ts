import { mixed } from '../../learning/hash';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
export const codeLength = 4;

/** Spreads the bits; unsigned. */
export const spread = (hash: number): number => mixed(hash) >>> 0;

/** Unsigned 32-bit hash of a text (FNV-1a, spread). It stands in views: another one needs them made again. */
export function hash32(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return spread(hash);
}

const letters = (bits: number): string =>
  [18, 12, 6, 0].map((shift) => alphabet[(bits >>> shift) & 63]).join('');

/** 24 bits of a term as four letters: enough to compare two complaints, too few to read a text out of. */
export const termCode = (term: string): string => letters(hash32(term, 1) >>> 8);

/** 48 bits of a text as eight letters. */
export const longCode = (text: string): string =>
  letters(hash32(text, 2) >>> 8) + letters(hash32(text, 3) >>> 8);

/** A row of codes, taken apart. */
export const codesOf = (codes: string): string[] => codes.match(/.{4}/g) ?? [];
