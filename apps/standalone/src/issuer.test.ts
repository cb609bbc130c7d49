import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { Issuer, issuerName, TokenFault } from './issuer';

const folder = mkdtempSync(join(tmpdir(), 'satupintu-issuer-'));
let issuer: Issuer;
beforeAll(() => {
  const path = join(folder, 'issuer.json');
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  writeFileSync(path, JSON.stringify({ ...jwk, kid: 'k' }));
  issuer = new Issuer(path);
});
afterAll(() => rmSync(folder, { recursive: true }));

const claims = async (body: object) => {
  const keys = createLocalJWKSet(issuer.jwks() as JSONWebKeySet);
  return (await jwtVerify(await issuer.token(body), keys, { issuer: issuerName })).payload;
};

describe('the development issuer', () => {
  it('gives a token that its public keys verify', async () => {
    const wish = {
      role: 'liaison',
      organisation: 'gov.32.04',
      unit: 'gov.32.04/dinas-kesehatan',
      name: 'Uji',
    };
    expect(await claims(wish)).toMatchObject(wish);
    expect(JSON.stringify(issuer.jwks())).not.toContain('"d"');
  });

  it('fills in where a role serves, and the same person for the same wish', async () => {
    expect(await claims({ role: 'analyst' })).toMatchObject({ organisation: 'ombudsman' });
    expect(await claims({ role: 'liaison', unit: 'gov.31/dinas-sosial' })).toMatchObject({
      organisation: 'gov.31',
    });
    const [one, again, other] = await Promise.all(
      ['A', 'A', 'B'].map((name) => claims({ role: 'national', name })),
    );
    expect(one?.sub).toBe(again?.sub);
    expect(one?.sub).not.toBe(other?.sub);
  });

  it.each([
    [{}],
    [{ role: 'king' }],
    [{ role: 'coordinator' }],
    [{ role: 'liaison', organisation: 'gov.32', unit: 'gov.31/dinas-sosial' }],
    [{ role: 'national', colour: 'red' }],
    [{ role: 'executive', organisation: 'somewhere' }],
  ])('refuses %j', async (wish) => {
    await expect(issuer.token(wish)).rejects.toThrow(TokenFault);
  });
});
