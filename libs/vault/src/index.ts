export { type Box, closeBox, openBox } from './box';
export { KeyWriter, keyringOf, type NewKeys } from './key-writer';
export { addMasterKey, envMasterKey, fileMasterKey, generateMasterKey } from './master-key';
export { PgVault, type PgVaultParts } from './pg-vault';
export * from './port';
export { rotateMaster } from './rotation';
export { decrypt, encrypt, KeyDestroyed, openWith, partsOf, sealWith } from './sealing';
export { vaultSql } from './vault-sql';
