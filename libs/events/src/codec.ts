import Ajv, { type ValidateFunction } from 'ajv';
import { type FactDefinition } from './fact-type';
import { type Actor } from './shapes';
import { type Fact, type FactType, factTypes, vocabulary } from './vocabulary';

/** A fact as it stands on a topic: CloudEvents 1.0, structured JSON. Extensions say who caused it. */
interface CloudEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  dataschema: string;
  actorrole: string;
  actororganisation?: string;
  actorunit?: string;
  actorsubject?: string;
  cause?: string;
  data: Record<string, unknown>;
}

/**
 * The text on a topic is not a fact of the vocabulary, and never will be: park it. The exception is `newer-version`:
 * while a release rolls out, older processes meet facts that only the newer ones can read. Those wait to be replaced.
 */
export class UndecodableFact extends Error {
  readonly retryable: boolean;
  constructor(
    readonly code:
      'not-json' | 'not-a-cloudevent' | 'unknown-type' | 'unknown-version' | 'newer-version' | 'invalid-data',
    detail: string,
  ) {
    super(`${code}: ${detail}`);
    this.retryable = code === 'newer-version';
  }
}

const kebab = (type: string) => type.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
const prefix = 'id.satupintu.';
/** `ComplaintFiled` → `id.satupintu.complaint-filed` */
export const cloudEventType = (type: FactType): string => prefix + kebab(type);
const byCloudEventType = new Map(factTypes.map((type) => [cloudEventType(type), type]));
const schemaName = (type: FactType, version: number) => `urn:satupintu:${kebab(type)}:${version}`;

const ajv = new Ajv({ allErrors: false, strict: false });
const compiled = new Map<string, ValidateFunction>();
function validator(type: FactType, version: number): ValidateFunction | undefined {
  const name = schemaName(type, version);
  const known = compiled.get(name);
  if (known) return known;
  const schema = (vocabulary[type] as FactDefinition).versions[version - 1];
  if (!schema) return undefined;
  const validate = ajv.compile(schema);
  compiled.set(name, validate);
  return validate;
}

export const currentVersion = (type: FactType): number => vocabulary[type].versions.length;

/** The fact as text for a topic, in its current version. Throws where the data does not fit the schema: a bug. */
export function encode(fact: Fact): string {
  const version = currentVersion(fact.type);
  const validate = validator(fact.type, version);
  if (!validate?.(fact.data)) {
    throw new UndecodableFact('invalid-data', `${fact.type} ${ajv.errorsText(validate?.errors)}`);
  }
  const { by } = fact;
  const event: CloudEvent = {
    specversion: '1.0',
    id: fact.id,
    source: `/satupintu/${vocabulary[fact.type].owner}`,
    type: cloudEventType(fact.type),
    subject: fact.subject,
    time: fact.at,
    datacontenttype: 'application/json',
    dataschema: schemaName(fact.type, version),
    actorrole: by.role,
    ...(by.organisation === undefined ? {} : { actororganisation: by.organisation }),
    ...(by.unit === undefined ? {} : { actorunit: by.unit }),
    ...(by.subject === undefined ? {} : { actorsubject: by.subject }),
    ...(fact.cause === undefined ? {} : { cause: fact.cause }),
    data: fact.data,
  };
  return JSON.stringify(event);
}

/** Reads a fact of any recorded version and lifts it to the current one. @throws UndecodableFact */
export function decode(text: string): Fact {
  let event: Partial<CloudEvent>;
  try {
    event = JSON.parse(text) as Partial<CloudEvent>;
  } catch {
    throw new UndecodableFact('not-json', text.slice(0, 40));
  }
  const { id, type: eventType, subject, time, dataschema, data } = event;
  if (
    typeof id !== 'string' ||
    typeof eventType !== 'string' ||
    typeof subject !== 'string' ||
    typeof time !== 'string' ||
    !data
  ) {
    throw new UndecodableFact('not-a-cloudevent', 'id, type, subject, time and data are required');
  }
  const type = byCloudEventType.get(eventType);
  if (!type) throw new UndecodableFact('unknown-type', eventType);
  const version = Number(dataschema?.split(':').at(-1));
  const validate = validator(type, version);
  if (!validate) {
    const code = version > currentVersion(type) ? 'newer-version' : 'unknown-version';
    throw new UndecodableFact(code, `${type} ${String(dataschema)}`);
  }
  if (!validate(data))
    throw new UndecodableFact('invalid-data', `${type} ${ajv.errorsText(validate.errors)}`);
  let current = data;
  for (const upcast of vocabulary[type].upcasts.slice(version - 1))
    current = upcast(current, { id, at: time });
  const by = { role: event.actorrole } as { role: Actor['role'] } & { [K in keyof Actor]: Actor[K] };
  const { actororganisation, actorunit, actorsubject } = event;
  if (actororganisation !== undefined) by.organisation = actororganisation;
  if (actorunit !== undefined) by.unit = actorunit;
  if (actorsubject !== undefined) by.subject = actorsubject;
  const fact = { id, type, subject, at: time, by, data: current };
  return (event.cause === undefined ? fact : { ...fact, cause: event.cause }) as unknown as Fact;
}
