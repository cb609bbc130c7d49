import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type JWK } from 'jose';

/** What intake makes receipts with: the signing key (Ed25519, private, with its `kid`) and the secret of its HMACs. */
export interface ReceiptKey {
  readonly jwk: JWK;
  readonly hmac: Buffer;
}

/** Text of a new file for `RECEIPT_KEY_FILE`. Keep it: receipt codes cannot be checked without. */
export function generateReceiptKey(): string {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const kid = randomBytes(6).toString('hex');
  const hmac = randomBytes(32).toString('base64url');
  return JSON.stringify({ jwk: { ...jwk, kid, alg: 'EdDSA', use: 'sig' }, hmac }, undefined, 2);
}

/** @throws where the file is missing or is none of ours; the message names the fault, never the content */
export async function readReceiptKey(path: string): Promise<ReceiptKey> {
  const { jwk, hmac } = JSON.parse(await readFile(path, 'utf8')) as { jwk?: JWK; hmac?: string };
  if (jwk?.crv !== 'Ed25519' || typeof jwk.d !== 'string' || typeof jwk.kid !== 'string') {
    throw new Error('RECEIPT_KEY_FILE: `jwk` must be a private Ed25519 key with a kid');
  }
  const secret = Buffer.from(hmac ?? '', 'base64url');
  if (secret.length < 32) throw new Error('RECEIPT_KEY_FILE: `hmac` must be 32 bytes or more, base64url');
  return { jwk, hmac: secret };
}
