import { generateKeyPairSync } from 'node:crypto';
import { compactVerify, createLocalJWKSet } from 'jose';
import { canonical, contentHash, publicJwks, type ReceiptKeys, signReceipt } from './receipt';

const keys: ReceiptKeys = {
  kid: 'receipt-1',
  privateKey: generateKeyPairSync('ed25519').privateKey,
  secret: Buffer.alloc(32),
};
const claims = {
  contentHash: contentHash('{}'),
  trackingId: 'SP-0000-0000-0000',
  filedAt: '2026-03-17T02:00:00.000Z',
};

describe('the receipt', () => {
  it('is verified by another library with the public keys', async () => {
    const jwks = createLocalJWKSet(publicJwks(keys));
    const { payload, protectedHeader } = await compactVerify(signReceipt(keys, claims), jwks);
    expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: 'receipt-1' });
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(claims);
  });

  it('has the same bytes each time', () => {
    expect(signReceipt(keys, claims)).toBe(signReceipt(keys, claims));
  });

  it('shows no private member among the public keys', () => {
    expect(Object.keys(publicJwks(keys).keys[0] ?? {})).not.toContain('d');
  });
});

describe('the content that a receipt vouches for', () => {
  it('does not depend on the order of members', () => {
    expect(canonical({ b: [1, { d: null, c: 'x' }], a: true })).toBe(
      canonical({ a: true, b: [1, { c: 'x', d: null }] }),
    );
  });

  it('depends on everything else', () => {
    expect(canonical({ a: 'x' })).not.toBe(canonical({ a: 'y' }));
    expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
  });
});
