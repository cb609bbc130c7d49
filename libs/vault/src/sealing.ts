import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Sealed } from '@satupintu/events';
import { type Keyring, type Part } from './port';

const cipherName = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
/** An identity is padded to a multiple of this, so that its length does not tell whether there is one. */
const identityBlock = 512;

/** The key of this part is gone (or never was): nothing can be sealed under it. */
export class KeyDestroyed extends Error {
  readonly code = 'key-destroyed';
  readonly retryable = false;
  constructor(complaintId: string, part: Part) {
    super(`complaint ${complaintId} has no ${part} key any more`);
  }
}

/** Encrypts with associated data: `iv | ciphertext | tag`. */
export function encrypt(key: Buffer, plain: Buffer, about: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(cipherName, key, iv);
  cipher.setAAD(Buffer.from(about));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws where the key, the bytes or the associated data are not the ones that it was encrypted with */
export function decrypt(key: Buffer, bytes: Buffer, about: string): Buffer {
  const decipher = createDecipheriv(cipherName, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
}

const aboutOf = (complaintId: string, part: Part, generation: number, field: string) =>
  `${complaintId}|${part}|${generation}|${field}`;

/**
 * Seals JSON under a key that is in memory. `field` is lower-case letters and part of the associated data.
 * @throws KeyDestroyed
 */
export function sealWith(
  keyring: Keyring,
  complaintId: string,
  part: Part,
  field: string,
  value: unknown,
): Sealed {
  const held = keyring[part];
  if (!held) throw new KeyDestroyed(complaintId, part);
  if (!/^[a-z]+$/.test(field)) throw new Error(`a sealed field's name is lower-case letters: ${field}`);
  const plain = padded(part, Buffer.from(JSON.stringify(value)));
  const bytes = encrypt(held.key, plain, aboutOf(complaintId, part, held.generation, field));
  const iv = bytes.subarray(0, ivBytes).toString('base64url');
  return `s1.${part}.${held.generation}.${field}.${iv}.${bytes.subarray(ivBytes).toString('base64url')}`;
}

/** White space after JSON is still JSON. */
function padded(part: Part, json: Buffer): Buffer {
  if (part === 'narrative') return json;
  return Buffer.concat([json, Buffer.alloc(-json.length & (identityBlock - 1), ' ')]);
}

/** What a sealed text says of itself. */
export interface SealedParts {
  readonly part: Part;
  readonly generation: number;
  readonly field: string;
  readonly bytes: Buffer;
}

/** @throws where the text is none of ours */
export function partsOf(sealed: Sealed): SealedParts {
  const [version, part, generation, field, iv, rest] = sealed.split('.');
  if (
    version !== 's1' ||
    (part !== 'identity' && part !== 'narrative') ||
    field === undefined ||
    rest === undefined
  ) {
    throw new Error('not a sealed text');
  }
  const bytes = Buffer.concat([Buffer.from(iv ?? '', 'base64url'), Buffer.from(rest, 'base64url')]);
  return { part, generation: Number(generation), field, bytes };
}

/**
 * Opens a sealed text with the complaint's keys; undefined where the key of its generation is gone.
 * @throws where it was not sealed for this complaint and field
 */
export function openWith(keyring: Keyring, complaintId: string, sealed: Sealed): unknown {
  const { part, generation, field, bytes } = partsOf(sealed);
  const held = keyring[part];
  if (held?.generation !== generation) return undefined;
  return JSON.parse(
    decrypt(held.key, bytes, aboutOf(complaintId, part, generation, field)).toString(),
  ) as unknown;
}
