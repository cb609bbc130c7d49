import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  sign,
} from 'node:crypto';
import { type ReceiptKey } from '@satupintu/service';

/** What receipts are signed with and ids derived from, ready for use. */
export interface ReceiptKeys {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly secret: Buffer;
}

export const receiptKeysOf = ({ jwk, hmac }: ReceiptKey): ReceiptKeys => ({
  kid: jwk.kid ?? '',
  privateKey: createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' }),
  secret: hmac,
});

/** The public half as `GET /v1/jwks` shows it. */
export const publicJwks = (keys: ReceiptKeys): { keys: JsonWebKey[] } => ({
  keys: [
    {
      ...createPublicKey(keys.privateKey).export({ format: 'jwk' }),
      kid: keys.kid,
      use: 'sig',
      alg: 'EdDSA',
    },
  ],
});

/** JSON with sorted members: the same content gives the same text, whatever the order it was sent in. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

/** SHA-256 of the canonical JSON of what was filed, so that the reporter can prove the words later. */
export const contentHash = (content: string): string =>
  createHash('sha256').update(content).digest('base64url');

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A compact JWS (EdDSA) over `{contentHash, trackingId, filedAt}`. Ed25519 is deterministic: the same receipt has the
 * same bytes for ever.
 */
export function signReceipt(
  keys: ReceiptKeys,
  claims: { contentHash: string; trackingId: string; filedAt: string },
): string {
  const input = `${encoded({ alg: 'EdDSA', kid: keys.kid })}.${encoded(claims)}`;
  return `${input}.${sign(null, Buffer.from(input), keys.privateKey).toString('base64url')}`;
}
