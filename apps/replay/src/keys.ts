import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generateReceiptKey } from '@satupintu/service';
import { addMasterKey, envMasterKey, generateMasterKey, rotateMaster } from '@satupintu/vault';
import { type Pool } from 'pg';

const readable = { mode: 0o600 };

function create(path: string, content: string): boolean {
  if (existsSync(path)) return false;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { ...readable, flag: 'wx' });
  return true;
}

/** Makes the key files that are not there yet; never touches one that is. @returns those that were made */
export function createKeys({ master, receipt }: { master: string; receipt: string }): string[] {
  const made = [
    create(master, generateMasterKey()) ? [master] : [],
    create(receipt, generateReceiptKey()) ? [receipt] : [],
  ];
  return made.flat();
}

/**
 * First half of a rotation: a new current key in the file; older ones stay, so that every process can open everything.
 * Restart the services with this file before the second half.
 */
export function addKey(path: string): string {
  const text = addMasterKey(readFileSync(path, 'utf8'));
  writeFileSync(`${path}.new`, text, readable);
  renameSync(`${path}.new`, path);
  return envMasterKey(text).current;
}

/** Second half: wraps every key of the vault with the current key. @returns how many were wrapped anew */
export function rewrapKeys(path: string, owner: Pool): Promise<number> {
  const master = envMasterKey(readFileSync(path, 'utf8'));
  return rotateMaster(owner, master, master);
}
