import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { base32, checkCharacter, grouped, readCode } from './readable';

/** Secret of the installation that all ids and codes of complaints are derived with. */
export type IdSecret = Buffer;

const mac = (secret: IdSecret, purpose: string, ...parts: readonly string[]) =>
  createHmac('sha256', secret)
    .update(JSON.stringify([purpose, ...parts]))
    .digest();

function uuidOf(bytes: Buffer): string {
  const raw = Buffer.from(bytes.subarray(0, 16));
  raw.writeUInt8((raw.readUInt8(6) & 0x0f) | 0x80, 6);
  raw.writeUInt8((raw.readUInt8(8) & 0x3f) | 0x80, 8);
  return raw.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The same for the same channel, caller and key; without a key a new one each time. Says nothing about any of them. */
export const complaintIdOf = (
  secret: IdSecret,
  channel: string,
  caller: string,
  key: string | undefined,
): string => uuidOf(key === undefined ? randomBytes(16) : mac(secret, 'complaint', channel, caller, key));

/** The same for one caller's key; for things that are not complaints. */
export const keyedId = (secret: IdSecret, purpose: string, caller: string, key: string | undefined): string =>
  uuidOf(key === undefined ? randomBytes(16) : mac(secret, purpose, caller, key));

/**
 * `SP-7K3M-9QXT-4AB8`: 55 bits and a check character. Among 100 million complaints two meet with probability 0.13 in
 * all, so the database checks, and the next `attempt` gives another one.
 */
export function trackingIdOf(secret: IdSecret, complaintId: string, attempt = 0): string {
  const text = base32(mac(secret, 'tracking', complaintId, String(attempt)), 11);
  return `SP-${grouped(text + checkCharacter(text))}`;
}

/** The tracking id as it is stored, from what a person typed; undefined where it cannot be one. */
export function readTrackingId(typed: string): string | undefined {
  if (typed.length > 40) return undefined;
  const code = readCode(typed).replace(/^SP/, '');
  if (!/^[0-9A-HJKMNP-TV-Z]{12}$/.test(code)) return undefined;
  return checkCharacter(code.slice(0, -1)) === code.slice(-1) ? `SP-${grouped(code)}` : undefined;
}

/** 80 bits that prove that one filed the complaint; can be remade, so it is stored nowhere. */
export const receiptCodeOf = (secret: IdSecret, complaintId: string): string =>
  grouped(base32(mac(secret, 'receipt-code', complaintId), 16));

/** Compares in a time that does not depend on where the codes differ. */
export function isReceiptCode(secret: IdSecret, complaintId: string, typed: string): boolean {
  const expected = mac(secret, 'compare', readCode(receiptCodeOf(secret, complaintId)));
  return timingSafeEqual(expected, mac(secret, 'compare', readCode(typed.slice(0, 100))));
}

/** Tells whether two bodies are the same, and, unlike a plain digest, nothing about what was erased. */
export const bodyMac = (secret: IdSecret, content: string): Buffer => mac(secret, 'body', content);
