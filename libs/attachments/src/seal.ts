import { randomBytes } from 'node:crypto';
import { decrypt, encrypt, type MasterKey } from '@satupintu/vault';

/** An attachment's own key: wrapped by the master key until a complaint takes it over, then sealed with its words. */
export interface WrappedKey {
  readonly masterKey: string;
  readonly wrapped: Buffer;
}

const about = (id: string) => `attachment|${id}`;

export const newKey = (master: MasterKey): Promise<WrappedKey> => master.wrap(randomBytes(32));

export const sealContent = (key: Buffer, id: string, plain: Buffer): Buffer => encrypt(key, plain, about(id));

export const openContent = (key: Buffer, id: string, content: Buffer): Buffer =>
  decrypt(key, content, about(id));
