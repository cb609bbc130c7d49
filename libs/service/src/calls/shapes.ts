import { type TSchema } from '@sinclair/typebox';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { type Fault, invalidQuery, Problem } from '../http/problem';
import { type CallDescription } from './call';

const options = { allErrors: true, strict: false, validateFormats: true } as const;
/** More faults than this help nobody. */
const mostFaults = 20;

/** Compiled checks of bodies and queries, each compiled once, when it is first needed. */
export class Shapes {
  private readonly bodies = compilerOf(new Ajv(options));
  private readonly queries = compilerOf(new Ajv({ ...options, coerceTypes: true }));

  /** @throws Problem 400 `invalid-body` */
  body({ body }: CallDescription, value: unknown): unknown {
    if (!body) return undefined;
    const given = value === undefined ? {} : value;
    const validate = this.bodies(body);
    if (validate(given)) return given;
    throw new Problem(400, 'invalid-body', 'The body does not have the shape of this call.', {
      errors: faultsOf(validate.errors),
    });
  }

  /** The query with its numbers and booleans read. @throws Problem 400 `invalid-query` */
  query({ query }: CallDescription, value: Record<string, unknown>): unknown {
    if (!query) return {};
    const validate = this.queries(query);
    if (validate(value)) return value;
    throw invalidQuery(faultsOf(validate.errors));
  }
}

function compilerOf(ajv: Ajv): (schema: TSchema) => ValidateFunction {
  addFormats(ajv);
  const compiled = new WeakMap<TSchema, ValidateFunction>();
  return (schema) => {
    const known = compiled.get(schema);
    if (known) return known;
    const validate = ajv.compile(schema);
    compiled.set(schema, validate);
    return validate;
  };
}

const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

function faultsOf(errors: ErrorObject[] | null | undefined): Fault[] {
  const faults = (errors ?? []).filter(({ keyword }) => keyword !== 'if');
  return faults.slice(0, mostFaults).map(({ instancePath, keyword, params, message }) => {
    const { additionalProperty, missingProperty } = params as {
      additionalProperty?: string;
      missingProperty?: string;
    };
    if (keyword === 'additionalProperties' && additionalProperty !== undefined) {
      return {
        pointer: `${instancePath}/${escaped(additionalProperty)}`,
        detail: 'is not a member of this call',
      };
    }
    if (keyword === 'required' && missingProperty !== undefined) {
      return { pointer: `${instancePath}/${escaped(missingProperty)}`, detail: 'is missing' };
    }
    return { pointer: instancePath, detail: message ?? 'is not valid' };
  });
}
