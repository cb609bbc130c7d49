import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type MasterKey } from './port';
import { decrypt, encrypt } from './sealing';

/** Content of a master key file: the key that wraps now, and older ones that still unwrap. Keys are base64. */
interface KeyFile {
  readonly current: string;
  readonly keys: Readonly<Record<string, string>>;
}

const keyBytes = 32;
const newId = () => `k${new Date().getUTCFullYear()}-${randomBytes(3).toString('hex')}`;

/** Text of a new master key file. Without it nothing that was sealed can be opened again: back it up apart. */
export function generateMasterKey(): string {
  const id = newId();
  return JSON.stringify(
    { current: id, keys: { [id]: randomBytes(keyBytes).toString('base64') } },
    undefined,
    2,
  );
}

/** The same file with a new current key; older keys stay until `rotateMaster` has rewrapped everything. */
export function addMasterKey(text: string): string {
  const { keys } = parse(text);
  const id = newId();
  return JSON.stringify(
    { current: id, keys: { ...keys, [id]: randomBytes(keyBytes).toString('base64') } },
    undefined,
    2,
  );
}

/** @throws where the file is missing or malformed; the message never holds a key */
export async function fileMasterKey(path: string): Promise<MasterKey> {
  return envMasterKey(await readFile(path, 'utf8'));
}

/** A master key from text as in the file. */
export function envMasterKey(text: string): MasterKey {
  const { current, keys } = parse(text);
  const held = new Map(Object.entries(keys).map(([id, key]) => [id, Buffer.from(key, 'base64')]));
  const keyOf = (id: string): Buffer => {
    const key = held.get(id);
    if (key?.length !== keyBytes)
      throw new Error(`master key ${id} is not in the file, or not ${keyBytes} bytes long`);
    return key;
  };
  keyOf(current);
  return {
    current,
    wrap: (key) =>
      Promise.resolve({ masterKey: current, wrapped: encrypt(keyOf(current), key, `wrap|${current}`) }),
    unwrap: (wrapped, id) => Promise.resolve().then(() => decrypt(keyOf(id), wrapped, `wrap|${id}`)),
  };
}

function parse(text: string): KeyFile {
  let file: Partial<KeyFile> = {};
  try {
    file = JSON.parse(text) as Partial<KeyFile>;
  } catch {
    // said below, without quoting the text
  }
  const { current, keys } = file;
  if (typeof current !== 'string' || typeof keys !== 'object') {
    throw new Error('a master key is JSON: {"current": "<id>", "keys": {"<id>": "<32 bytes, base64>"}}');
  }
  return { current, keys };
}
