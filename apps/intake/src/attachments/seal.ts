import { decrypt, encrypt, type MasterKey } from '@satupintu/vault';
import { randomBytes } from 'node:crypto';

/** An attachment's own key: wrapped by the master key until a complaint takes it over, then sealed with its words. */
export interface WrappedKey {
  readonly masterKey: string;
  readonly wrapped: Buffer;
}

export interface SealedContent extends WrappedKey {
  readonly content: Buffer;
}

const about = (id: string) => `attachment|${id}`;

export async function sealContent(master: MasterKey, id: string, plain: Buffer): Promise<SealedContent> {
  const key = randomBytes(32);
  return { ...(await master.wrap(key)), content: encrypt(key, plain, about(id)) };
}

export const openContent = (key: Buffer, id: string, content: Buffer): Buffer =>
  decrypt(key, content, about(id));
