/** Crockford's alphabet: no I, L, O or U, so that a code survives handwriting and a telephone. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first `length` groups of five bits, as characters. */
export function base32(bytes: Uint8Array, length: number): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      bits -= 5;
      text += alphabet.charAt((buffer >> bits) & 31);
    }
  }
  return text;
}

/** Luhn modulo 32: finds every wrong character and nearly every swap of neighbours. */
export function checkCharacter(text: string): string {
  let sum = 0;
  for (let i = text.length - 1, factor = 2; i >= 0; i--, factor = 3 - factor) {
    const addend = alphabet.indexOf(text.charAt(i)) * factor;
    sum += Math.floor(addend / 32) + (addend % 32);
  }
  return alphabet.charAt((32 - (sum % 32)) % 32);
}

/** What a person typed, read with the usual slips forgiven: case, dashes and blanks, O for 0, I and L for 1. */
export const readCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');

/** `7K3M9QXT` → `7K3M-9QXT` */
export const grouped = (text: string): string => text.replace(/(.{4})(?=.)/g, '$1-');
