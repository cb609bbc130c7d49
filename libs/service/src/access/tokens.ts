import { createHash } from 'node:crypto';
import { type Person } from '@satupintu/domain';
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { Problem, unauthenticated, unavailable } from '../http/problem';
import { personOf } from './claims';

export interface TokenRules {
  readonly issuer: string;
  readonly audience?: string | undefined;
  readonly jwksUrl: string;
}

interface Verified {
  readonly person: Person;
  /** machine time, seconds */
  readonly exp: number;
}

/** Asymmetric only: with a shared secret, or none, whoever checks a token could also make one. */
const algorithms = ['EdDSA', 'Ed25519', 'ES256', 'RS256'];

/** Says who holds a bearer token. Tokens live by machine time. A token that was verified is remembered until it expires. */
export class Tokens {
  private readonly verified = new LRUCache<string, Verified>({ max: 2_000 });
  private readonly keys: JWTVerifyGetKey;

  constructor(
    private readonly rules: TokenRules,
    private readonly machineNow: () => number = Date.now,
  ) {
    this.keys = createRemoteJWKSet(new URL(rules.jwksUrl), {
      timeoutDuration: 3_000,
      cooldownDuration: 5_000,
    });
  }

  /** @throws Problem 401 `unauthenticated`; 503 `issuer-unavailable` while the issuer's keys cannot be read */
  async verify(token: string): Promise<Person> {
    const digest = createHash('sha256').update(token).digest('base64');
    const known = this.verified.get(digest) ?? (await this.check(token));
    if (known.exp * 1000 <= this.machineNow()) throw unauthenticated('The token has expired.');
    this.verified.set(digest, known);
    return known.person;
  }

  private async check(token: string): Promise<Verified> {
    const { issuer, audience } = this.rules;
    try {
      const options = {
        issuer,
        algorithms,
        requiredClaims: ['exp'],
        currentDate: new Date(this.machineNow()),
      };
      const { payload } = await jwtVerify(
        token,
        this.keys,
        audience === undefined ? options : { ...options, audience },
      );
      return personOf(payload);
    } catch (error) {
      throw problemOf(error);
    }
  }
}

/** A fault of the token is the caller's; keys that cannot be fetched are not. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof errors.JWTExpired) return unauthenticated('The token has expired.');
  const keysAway =
    !(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout || isPlain(error);
  if (keysAway) return unavailable('issuer-unavailable', 'The keys of the token issuer cannot be read.');
  return unauthenticated();
}

/** jose says with a bare JOSEError that the keys' address gave something other than keys. */
const isPlain = (error: errors.JOSEError): boolean =>
  error.code === 'ERR_JOSE_GENERIC' || error instanceof errors.JWKSInvalid;
