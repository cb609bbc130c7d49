// One-off process: makes the keys of a new folder. Apart from the supervisor, which has no use for the libraries.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { dataDir } from '@satupintu/embedded';
import { generateReceiptKey } from '@satupintu/service';
import { generateMasterKey } from '@satupintu/vault';

function generateIssuerKey(): string {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return JSON.stringify({ ...jwk, kid: `dev-${randomBytes(6).toString('hex')}` });
}

function keep(path: string, make: () => string): void {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // `wx`: a key that is there is never written over.
  writeFileSync(path, make(), { mode: 0o600, flag: 'wx' });
}

const dir = dataDir(process.argv[2] ?? '.satupintu');
keep(dir.masterKey, generateMasterKey);
keep(dir.receiptKey, generateReceiptKey);
keep(dir.issuerKey, generateIssuerKey);
keep(dir.databasePassword, () => randomBytes(18).toString('base64url'));
