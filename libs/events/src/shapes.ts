import { type Static, type TSchema, Type } from '@sinclair/typebox';

/** An object whose unknown members are faults. */
export const Shape = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
export const OneOf = <const V extends readonly string[]>(...values: V) =>
  Type.Unsafe<V[number]>({ type: 'string', enum: [...values] });
export const Maybe = <T extends TSchema>(schema: T) => Type.Optional(schema);

/** ISO 8601, UTC, milliseconds: `2026-03-17T02:00:00.000Z`. */
export const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' });
/** `YYYY-MM-DD`, local to the region concerned. */
export const LocalDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
export const Code = Type.String({ minLength: 1, maxLength: 200 });
/** National region code: `32`, `32.04`, `32.04.12`, `32.04.12.2001`. */
export const RegionCode = Type.String({ pattern: '^\\d{2}(\\.\\d{2}(\\.\\d{2}(\\.\\d{4})?)?)?$' });
const body = '(gov\\.\\d{2}(\\.\\d{2})?|nat\\.[a-z0-9-]+|ombudsman)';
const unit = '[a-z0-9-]+';
/** `gov.<region>`, `nat.<slug>` or `ombudsman`. */
export const OrganisationCode = Type.String({
  pattern: `^${body}$`,
});
/** `<organisation>/<full official name in kebab-case>`; the Ombudsman's offices: `ombudsman/<province>`. */
export const UnitCode = Type.String({
  pattern: `^${body}/${unit}$`,
});
/** One or the other. */
export const BodyCode = Type.String({ pattern: `^${body}(/${unit})?$` });

/**
 * Words that only the vault can open (AES-256-GCM). Form: `s1.<part>.<generation>.<field>.<iv>.<ciphertext and tag>`,
 * the last two base64url. The complaint, part, generation and field are its associated data.
 */
export const Sealed = Type.String({
  pattern: '^s1\\.(identity|narrative)\\.\\d+\\.[a-z]+\\.[\\w-]+\\.[\\w-]+$',
});
export type Sealed = string;

export const Channel = OneOf('web', 'app', 'sms', 'whatsapp', 'social', 'email', 'counter', 'partner');
export type Channel = Static<typeof Channel>;
export const complaintClasses = [
  'information_request',
  'aspiration',
  'complaint',
  'oversight_complaint',
] as const;
export const ComplaintClass = OneOf(...complaintClasses);
export type ComplaintClass = Static<typeof ComplaintClass>;

/** Who is accountable: an organisation, or one unit of it. */
export const Owner = Shape({ organisation: OrganisationCode, unit: Maybe(UnitCode) });
export type Owner = Static<typeof Owner>;

export const Role = OneOf('channel', 'liaison', 'coordinator', 'national', 'executive', 'analyst', 'ops');
export type Role = Static<typeof Role>;

/** Who caused a fact: a signed-in person, the reporter, or a rule. Never a name. */
export const Actor = Shape({
  role: OneOf(
    'channel',
    'liaison',
    'coordinator',
    'national',
    'executive',
    'analyst',
    'ops',
    'reporter',
    'rule',
    'model',
  ),
  organisation: Maybe(OrganisationCode),
  unit: Maybe(UnitCode),
  /** the token's `sub`, for staff only */
  subject: Maybe(Type.String({ maxLength: 200 })),
});
export type Actor = Static<typeof Actor>;

/** One reason of a decision, in words a clerk can read; `kind` is stable, the texts are for people. */
export const Reason = Shape({ kind: Code, text: Type.String(), textEn: Maybe(Type.String()) });
export type Reason = Static<typeof Reason>;

export const Suggestion = Shape({
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  probability: Type.Number({ minimum: 0, maximum: 1 }),
  reasons: Type.Array(Reason),
});
export type Suggestion = Static<typeof Suggestion>;

/** A body that probably has a part in the matter beside the lead: proposed, a person invites it. */
export const Contribution = Shape({
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  /** that it has a part; parts do not exclude each other, so these do not add up to 1 */
  probability: Type.Number({ minimum: 0, maximum: 1 }),
  /** what it would be asked for, in words a clerk can read */
  task: Reason,
});
export type Contribution = Static<typeof Contribution>;

/** Versions that a decision used, so that anybody can make it again. */
export const Versions = Shape({
  directory: Maybe(Code),
  policy: Maybe(Code),
  model: Maybe(Code),
  gazetteer: Maybe(Code),
});
export type Versions = Static<typeof Versions>;
