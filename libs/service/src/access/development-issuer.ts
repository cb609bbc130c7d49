import { randomUUID } from 'node:crypto';
import { type Role } from '@satupintu/events';
import { type CryptoKey, exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';

/** What a token is asked for; whatever is left out is made up. */
export interface TokenWish {
  readonly role: Role;
  readonly organisation?: string | undefined;
  readonly unit?: string | undefined;
  readonly name?: string | undefined;
  /** `sub`; a new one for each token unless given */
  readonly subject?: string | undefined;
}

/** Organisation of a role that is one body's alone, or of nobody in particular. */
const homes: Readonly<Record<Role, string>> = {
  channel: 'nat.panrb',
  liaison: 'nat.panrb',
  coordinator: 'nat.panrb',
  national: 'nat.panrb',
  executive: 'nat.panrb',
  analyst: 'ombudsman',
  ops: 'nat.panrb',
};
const algorithm = 'EdDSA';

/**
 * Gives tokens to whoever asks, for development and tests. Its key lives as long as the process. Configuration refuses
 * it where NODE_ENV is production.
 */
export class DevelopmentIssuer {
  private constructor(
    readonly issuer: string,
    private readonly privateKey: CryptoKey,
    /** for the address that `JWKS_URL` names */
    readonly jwks: JSONWebKeySet,
  ) {}

  static async create(issuer: string): Promise<DevelopmentIssuer> {
    if (process.env['NODE_ENV'] === 'production')
      throw new Error('no development issuer where NODE_ENV is production');
    const { publicKey, privateKey } = await generateKeyPair(algorithm);
    const jwk = { ...(await exportJWK(publicKey)), kid: randomUUID(), alg: algorithm, use: 'sig' };
    return new DevelopmentIssuer(issuer, privateKey, { keys: [jwk] });
  }

  async token(wish: TokenWish, lifetime = '12h'): Promise<string> {
    const { role, unit, subject = randomUUID() } = wish;
    const organisation = wish.organisation ?? unit?.split('/', 1)[0] ?? homes[role];
    const name = wish.name ?? `${role} ${unit ?? organisation}`;
    const kid = this.jwks.keys[0]?.kid ?? '';
    return new SignJWT({ name, role, organisation, ...(unit !== undefined && { unit }) })
      .setProtectedHeader({ alg: algorithm, kid })
      .setSubject(subject)
      .setIssuer(this.issuer)
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .sign(this.privateKey);
  }
}
