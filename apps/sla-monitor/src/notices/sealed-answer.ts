import { randomBytes } from 'node:crypto';
import { type Static } from '@sinclair/typebox';
import { decrypt, encrypt, type MasterKey } from '@satupintu/vault';
import { type ContactSet } from './shapes';

type Answer = Static<typeof ContactSet>;

const keyBytes = 32;
const about = 'notice-contact-answer';

/** An answer that may hold a secret, as text for the table of answered commands. */
export async function sealAnswer(master: MasterKey, answer: Answer): Promise<string> {
  const key = randomBytes(keyBytes);
  const { masterKey, wrapped } = await master.wrap(key);
  const sealed = encrypt(key, Buffer.from(JSON.stringify(answer)), about);
  return JSON.stringify({
    masterKey,
    wrapped: wrapped.toString('base64'),
    sealed: sealed.toString('base64'),
  });
}

export async function openAnswer(master: MasterKey, text: string): Promise<Answer> {
  const { masterKey, wrapped, sealed } = JSON.parse(text) as Record<
    'masterKey' | 'wrapped' | 'sealed',
    string
  >;
  const key = await master.unwrap(Buffer.from(wrapped, 'base64'), masterKey);
  return JSON.parse(decrypt(key, Buffer.from(sealed, 'base64'), about).toString()) as Answer;
}
