import { createHash, createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** `RECEIPT_KEY_FILE`: an Ed25519 key (JWK with `d` and `kid`), and the secret that ids are derived with (base64url). */
interface ReceiptKeyFile {
  readonly jwk: JsonWebKey & { readonly kid: string };
  readonly secret: string;
}

export interface ReceiptKeys {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly secret: Buffer;
}

export function readReceiptKeys(path: string): ReceiptKeys {
  const file = JSON.parse(readFileSync(path, 'utf8')) as ReceiptKeyFile;
  const secret = Buffer.from(file.secret, 'base64url');
  if (secret.length < 32) throw new Error('the secret of the receipt keys must have 32 bytes or more');
  return { kid: file.jwk.kid, privateKey: createPrivateKey({ key: file.jwk, format: 'jwk' }), secret };
}

/** The public half as `GET /v1/jwks` shows it. */
export const publicJwks = (keys: ReceiptKeys): { keys: JsonWebKey[] } => ({
  keys: [{ ...createPublicKey(keys.privateKey).export({ format: 'jwk' }), kid: keys.kid, use: 'sig', alg: 'EdDSA' }],
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
export const contentHash = (content: string): string => createHash('sha256').update(content).digest('base64url');

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A compact JWS (EdDSA) over `{contentHash, trackingId, filedAt}`. Ed25519 is deterministic: the same receipt has the
 * same bytes for ever.
 */
export function signReceipt(keys: ReceiptKeys, claims: { contentHash: string; trackingId: string; filedAt: string }): string {
  const input = `${encoded({ alg: 'EdDSA', kid: keys.kid })}.${encoded(claims)}`;
  return `${input}.${sign(null, Buffer.from(input), keys.privateKey).toString('base64url')}`;
}
