import { createHash, createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { OrganisationCode, Role, UnitCode } from '@satupintu/events';
import { SignJWT } from 'jose';

export const issuerName = 'urn:satupintu:development';

/** Who wants a token. */
interface Wish {
  readonly role: string;
  readonly organisation: string;
  readonly unit?: string;
  readonly name: string;
  readonly subject: string;
}

/** The wish for a token has faults. */
export class TokenFault extends Error {
  constructor(readonly errors: readonly { pointer: string; detail: string }[]) {
    super('the body has faults');
  }
}

const known = ['role', 'organisation', 'unit', 'name', 'subject'];
const roles: readonly string[] = (Role as { enum?: string[] }).enum ?? [];
/** Where a role serves if nobody says so. */
const homes: Readonly<Record<string, string>> = {
  national: 'nat.panrb',
  analyst: 'ombudsman',
  ops: 'nat.panrb',
  channel: 'nat.panrb',
};

function read(body: unknown): Wish {
  const errors: { pointer: string; detail: string }[] = [];
  const fault = (pointer: string, detail: string) => void errors.push({ pointer, detail });
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  for (const member of Object.keys(given))
    if (!known.includes(member)) fault(`/${member}`, 'is not a member of this call');
  const text = (member: string, form?: string): string | undefined => {
    const value = given[member];
    if (value === undefined) return undefined;
    if (
      typeof value === 'string' &&
      value !== '' &&
      value.length <= 200 &&
      (form === undefined || new RegExp(form).test(value))
    )
      return value;
    fault(`/${member}`, 'has not the form that it needs');
    return undefined;
  };
  const role = text('role');
  if (role === undefined || !roles.includes(role)) fault('/role', `must be one of ${roles.join(', ')}`);
  const unit = text('unit', UnitCode.pattern);
  const organisation =
    text('organisation', OrganisationCode.pattern) ?? unit?.split('/')[0] ?? homes[role ?? ''];
  if (organisation === undefined) fault('/organisation', 'is needed for this role');
  if (unit !== undefined && unit.split('/')[0] !== organisation)
    fault('/unit', 'is not a unit of the organisation');
  const name = text('name') ?? `Pengembang (${role ?? ''})`;
  const subject = text('subject') ?? subjectOf(role, organisation, unit, name);
  if (errors.length > 0) throw new TokenFault(errors);
  return {
    role: role ?? '',
    organisation: organisation ?? '',
    name,
    subject,
    ...(unit !== undefined && { unit }),
  };
}

/** The same person for the same wish; says no name, as subjects stand in facts. */
const subjectOf = (...parts: readonly (string | undefined)[]) =>
  `dev-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)}`;

/** Gives a token to anybody who asks. For development: never started where `NODE_ENV` is production. */
export class Issuer {
  private readonly key: KeyObject;
  private readonly kid: string;

  constructor(path: string) {
    const jwk = JSON.parse(readFileSync(path, 'utf8')) as JsonWebKey & { kid: string };
    this.key = createPrivateKey({ key: jwk, format: 'jwk' });
    this.kid = jwk.kid;
  }

  jwks(): object {
    return {
      keys: [
        { ...createPublicKey(this.key).export({ format: 'jwk' }), kid: this.kid, alg: 'EdDSA', use: 'sig' },
      ],
    };
  }

  /** @throws TokenFault */
  async token(body: unknown): Promise<string> {
    const { subject, ...claims } = read(body);
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: this.kid })
      .setIssuer(issuerName)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime('12h')
      .sign(this.key);
  }
}
