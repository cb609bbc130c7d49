import { type CallDescription } from './call';
import { type Method } from './fast-call';

/** A call where it is found. Paths in OpenAPI's form: `/v1/dispositions/{dispositionId}/accept`. */
export interface PlacedCall {
  readonly method: Method;
  readonly path: string;
  readonly description: CallDescription;
}

type Json = Readonly<Record<string, unknown>>;
/** `paths` of one service. */
export type OpenApiFragment = Readonly<Record<string, Json>>;

const problem = { $ref: '#/components/responses/problem' };

/** `:id` → `{id}` */
const openPath = (path: string) => path.replace(/:(\w+)/g, '{$1}');

/** The calls of one service, described. */
export function openApiOf(calls: readonly PlacedCall[]): OpenApiFragment {
  const paths: Record<string, Json> = {};
  for (const { method, path, description } of calls) {
    const place = openPath(path);
    paths[place] = { ...paths[place], [method.toLowerCase()]: operationOf(method, place, description) };
  }
  return paths;
}

function operationOf(method: Method, path: string, call: CallDescription): Json {
  const { summary, access, answer, status = 200 } = call;
  return {
    summary,
    tags: [path.split('/')[2] ?? path],
    'x-access': access,
    security: securityOf(call),
    parameters: parametersOf(method, path, call),
    ...requestOf(call),
    responses: {
      [status]: { description: 'The answer', content: { 'application/json': { schema: answer } } },
      default: problem,
    },
  };
}

function requestOf({ body, raw }: CallDescription): Json {
  if (raw !== undefined) return { requestBody: { required: true, content: { '*/*': {} } } };
  return body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {};
}

function securityOf({ access }: CallDescription): Json[] {
  if (access === 'public') return [{}, { token: [] }];
  return access === 'reporter' ? [{ receiptCode: [] }] : [{ token: [] }];
}

function parametersOf(method: Method, path: string, { query }: CallDescription): Json[] {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const { properties = {}, required = [] } = (query ?? {}) as { properties?: Json; required?: string[] };
  const asked = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  const common = [{ $ref: '#/components/parameters/after' }];
  const key = method === 'POST' ? [{ $ref: '#/components/parameters/idempotencyKey' }] : [];
  return [...named, ...asked, ...common, ...key];
}

/** One document out of the fragments of all services. */
export function mergeOpenApi(fragments: readonly OpenApiFragment[], server = 'http://localhost:3000'): Json {
  const paths: Record<string, Json> = {};
  for (const fragment of fragments) {
    for (const [path, operations] of Object.entries(fragment))
      paths[path] = { ...paths[path], ...operations };
  }
  const sorted = Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    openapi: '3.1.0',
    info: { title: 'satupintu', version: '1', description: 'One complaint, from any door to the Ombudsman.' },
    servers: [{ url: server }],
    paths: sorted,
    components,
  };
}

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const components = {
  securitySchemes: {
    token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    receiptCode: { type: 'apiKey', in: 'header', name: 'Receipt-Code' },
  },
  parameters: {
    after: {
      name: 'after',
      in: 'query',
      schema: text(4000),
      description: 'Position of an earlier command: wait until its facts are applied here (at most 5 s).',
    },
    idempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      schema: text(200),
      description: 'Makes the call safe to repeat: same key and body, same answer.',
    },
  },
  responses: {
    problem: {
      description: 'Why there is no answer (RFC 9457)',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
  schemas: {
    Problem: {
      type: 'object',
      required: ['type', 'title', 'status', 'detail', 'code'],
      properties: {
        type: { type: 'string' },
        title: { type: 'string' },
        status: { type: 'integer' },
        detail: { type: 'string' },
        code: { type: 'string' },
        errors: {
          type: 'array',
          items: { type: 'object', properties: { pointer: { type: 'string' }, detail: { type: 'string' } } },
        },
        allowed: {
          type: 'array',
          items: { type: 'string' },
          description:
            'of a 409 about a case’s state: calls of the desk, decisions of triage or kinds of reply that would be granted now',
        },
        last: {
          type: 'object',
          description: 'of a 409 at the agency’s desk: who did what last, and when',
          properties: {
            fact: { type: 'string' },
            at: { type: 'string', format: 'date-time' },
            by: { type: 'object' },
          },
        },
      },
    },
  },
};
