import { randomBytes } from 'node:crypto';
import { type MasterKey } from './port';
import { decrypt, encrypt } from './sealing';

/** A text under a key of its own, which the master key wraps: for secrets and addresses that belong to no complaint. */
export interface Box {
  readonly masterKey: string;
  readonly wrapped: Buffer;
  readonly sealed: Buffer;
}

const keyBytes = 32;

/** `about` is associated data: the box opens under it only, so that boxes cannot be exchanged. */
export async function closeBox(master: MasterKey, about: string, text: string): Promise<Box> {
  const key = randomBytes(keyBytes);
  const { masterKey, wrapped } = await master.wrap(key);
  return { masterKey, wrapped, sealed: encrypt(key, Buffer.from(text), about) };
}

/** @throws where the master key is gone, or the box is not about this */
export async function openBox(
  master: MasterKey,
  about: string,
  { masterKey, wrapped, sealed }: Box,
): Promise<string> {
  const key = await master.unwrap(wrapped, masterKey);
  return decrypt(key, sealed, about).toString();
}
