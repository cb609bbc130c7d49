import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { testPostgres } from '@satupintu/embedded';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type Small, startSmall } from '../testing/small-service.fixture';

const postgres = testPostgres();
let small: Small;
let coordinator: string;

beforeAll(async () => {
  small = await startSmall(await postgres.database());
  coordinator = await small.issuer.token({ role: 'coordinator', organisation: 'gov.32.04' });
});
afterAll(() => small.close());

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

async function ask({ method = 'POST', path, headers = {}, body }: Asked) {
  const response = await fetch(`${small.service.address}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    headers: response.headers,
    text,
    json: JSON.parse(text),
  };
}

const signed = () => ({ authorization: `Bearer ${coordinator}` });
const note = JSON.stringify({ text: 'Jembatan rusak' });

test('a good call is answered, by Nest and by the fast way', async () => {
  expect(await ask({ path: '/v1/notes', headers: signed(), body: note })).toMatchObject({
    status: 201,
    json: { text: 'Jembatan rusak' },
  });
  expect(await ask({ path: '/v1/quick', body: note })).toMatchObject({ status: 202, json: { by: 'nobody' } });
  expect(await ask({ path: '/v1/quick', body: note, headers: signed() })).toMatchObject({
    status: 202,
    json: { by: 'coordinator' },
  });
});

describe.each(['/v1/notes', '/v1/quick'])('bodies that %s refuses', (path) => {
  const deep = `${'{"text":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
  test.each([
    ['broken JSON', '{"text": ', 400, 'malformed-json'],
    ['nothing where JSON was announced', '', 400, 'malformed-json'],
    ['a bare word', 'halo', 400, 'malformed-json'],
    ['deep nesting', deep, 400, 'too-deep'],
    ['deep lists', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, 400, 'too-deep'],
    ['__proto__', '{"text":"a","__proto__":{"admin":true}}', 400, 'forbidden-member'],
    [
      'constructor.prototype',
      '{"text":"a","constructor":{"prototype":{"admin":true}}}',
      400,
      'forbidden-member',
    ],
    ['constructor', '{"text":"a","constructor":1}', 400, 'invalid-body'],
    ['null', 'null', 400, 'invalid-body'],
    ['a list', '[]', 400, 'invalid-body'],
    ['a number', '7', 400, 'invalid-body'],
    ['a missing member', '{}', 400, 'invalid-body'],
    ['a wrong type', '{"text":7}', 400, 'invalid-body'],
    ['no text', '{"text":""}', 400, 'invalid-body'],
    ['too long a text', JSON.stringify({ text: 'a'.repeat(101) }), 400, 'invalid-body'],
    ['too large', JSON.stringify({ text: 'a'.repeat(2_000_000) }), 413, 'too-large'],
  ])('%s', async (_name, body, status, code) => {
    const answer = await ask({ path, headers: signed(), body });
    expect(answer).toMatchObject({
      status,
      type: expect.stringContaining('application/problem+json'),
      json: { status, code },
    });
    expect(answer.text).not.toMatch(/\.[jt]s:\d|node_modules/);
  });

  test('unknown members are named by their pointers', async () => {
    const { json } = await ask({ path, headers: signed(), body: '{"text":"a","a/b":1,"urgent":"x"}' });
    expect(json.errors).toEqual(
      expect.arrayContaining([
        { pointer: '/a~1b', detail: 'is not a member of this call' },
        { pointer: '/urgent', detail: 'must be boolean' },
      ]),
    );
  });

  test.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'nonsense',
  ])('media type %s', async (type) => {
    const answer = await ask({ path, headers: { ...signed(), 'content-type': type }, body: note });
    expect(answer).toMatchObject({ status: 415, json: { code: 'unsupported-media-type' } });
  });
});

describe('tokens', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { sub: 'a', name: 'A', role: 'coordinator', organisation: 'gov.32.04' };

  async function signedBy(key: CryptoKey, header: object, given: object, issuer = small.issuer.issuer) {
    return new SignJWT({ ...given })
      .setProtectedHeader({ alg: 'EdDSA', ...header })
      .setIssuer(issuer)
      .setExpirationTime('1h')
      .sign(key);
  }

  test('none of these is believed', async () => {
    const stranger = await generateKeyPair('EdDSA');
    const kid = small.issuer.jwks.keys[0]?.kid ?? '';
    const [head = '', payload = '', signature = ''] = coordinator.split('.');
    const inAnHour = Math.floor(Date.now() / 1000) + 3600;
    const tokens: Record<string, string> = {
      'not a token': 'abc',
      'alg none': `${part({ alg: 'none' })}.${part({ ...claims, iss: small.issuer.issuer, exp: inAnHour })}.`,
      'alg none, with a signature': `${part({ alg: 'none', kid })}.${payload}.${signature}`,
      'HS256 with the public key': `${part({ alg: 'HS256', kid })}.${payload}.${signature}`,
      'unknown key': await signedBy(stranger.privateKey, { kid: 'unknown' }, claims),
      'another key under a known id': await signedBy(stranger.privateKey, { kid }, claims),
      'a key that it brings along': await signedBy(
        stranger.privateKey,
        { jwk: await exportJWK(stranger.publicKey) },
        claims,
      ),
      'changed claims': `${head}.${part({ ...claims, role: 'national', organisation: 'nat.panrb', exp: inAnHour })}.${signature}`,
      expired: await small.issuer.token({ role: 'coordinator', organisation: 'gov.32.04' }, '-1s'),
    };
    for (const [name, token] of Object.entries(tokens)) {
      const answer = await ask({
        path: '/v1/notes',
        headers: { authorization: `Bearer ${token}` },
        body: note,
      });
      expect({ name, status: answer.status, code: answer.json.code }).toEqual({
        name,
        status: 401,
        code: 'unauthenticated',
      });
    }
  });

  test.each([
    ['an unknown role', { role: 'king' as never }],
    ['a malformed organisation', { role: 'coordinator' as const, organisation: 'Bandung' }],
    [
      'a unit of another organisation',
      { role: 'liaison' as const, organisation: 'gov.32.04', unit: 'gov.32.73/dinas-kesehatan' },
    ],
    ['an analyst of a regency', { role: 'analyst' as const, organisation: 'gov.32.04' }],
    ['a national officer elsewhere', { role: 'national' as const, organisation: 'gov.31' }],
  ])('claims with %s are not believed', async (_name, wish) => {
    const token = await small.issuer.token(wish);
    const answer = await ask({
      path: '/v1/notes',
      headers: { authorization: `Bearer ${token}` },
      body: note,
    });
    expect(answer).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
  });

  test.each([undefined, 'Basic YTpi', 'Bearer', 'Bearer a b', 'bearer \u00e4'])(
    'header Authorization: %s',
    async (authorization) => {
      const answer = await ask({
        path: '/v1/notes',
        headers: authorization === undefined ? {} : { authorization },
        body: note,
      });
      expect(answer).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    },
  );

  test('a bad token is refused where none would have been needed', async () => {
    expect(
      await ask({ path: '/v1/quick', headers: { authorization: 'Bearer abc' }, body: note }),
    ).toMatchObject({ status: 401 });
  });

  test('another role is forbidden, before its body is looked at', async () => {
    const token = await small.issuer.token({ role: 'executive', organisation: 'gov.32' });
    const answer = await ask({
      path: '/v1/notes',
      headers: { authorization: `Bearer ${token}` },
      body: '{}',
    });
    expect(answer).toMatchObject({ status: 403, json: { code: 'forbidden' } });
  });
});

describe('addresses, queries and headers', () => {
  const get = (path: string, headers = signed()) => ask({ method: 'GET', path, headers });

  test('a query’s numbers and booleans are read', async () => {
    expect((await get('/v1/notes?limit=7&overdue=true')).json.query).toEqual({ limit: 7, overdue: true });
  });

  test.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'limit=',
    'limit=1.5',
    'limit=1&limit=2',
    'overdue=maybe',
    'unknown=1',
    '__proto__=1',
  ])('query %s', async (query) =>
    expect(await get(`/v1/notes?${query}`)).toMatchObject({ status: 400, json: { code: 'invalid-query' } }),
  );

  test.each([
    'x',
    '!',
    'YTpi',
    Buffer.from(`c:a:${randomUUID()};;`).toString('base64url'),
    'a&after=b',
    'A'.repeat(5000),
  ])('position %#', async (after) =>
    expect(await get(`/v1/notes?after=${after}`)).toMatchObject({
      status: 400,
      json: { code: 'invalid-position' },
    }),
  );

  test.each([
    '/',
    '/v1',
    '/v1/nothing',
    '/v1/notes/of',
    '/v1/notes/of/7',
    '/v1/notes/of/%00',
    '/v1/notes/%E0%A4%A',
    '/v1/notes/of/__proto__',
    '/..%2f..%2fetc',
  ])('unknown address %s', async (path) =>
    expect(await get(path)).toMatchObject({ status: 404, json: { code: 'not-found' } }),
  );

  test('everything that is not there looks the same', async () => {
    const [one, other] = await Promise.all([get('/v1/notes/of/7'), get('/v1/nothing')]);
    expect(one.text).toBe(other.text);
  });

  test('a method that an address does not have', async () => {
    expect(await ask({ method: 'DELETE', path: '/v1/notes', headers: signed() })).toMatchObject({
      status: 404,
    });
  });

  test.each(['', 'k'.repeat(201)])('an Idempotency-Key of %# characters', async (key) => {
    const answer = await ask({
      path: '/v1/notes',
      headers: { ...signed(), 'idempotency-key': key },
      body: note,
    });
    expect(answer).toMatchObject({ status: 400, json: { code: 'invalid-idempotency-key' } });
  });

  test('text that Postgres cannot keep is the caller’s fault', async () => {
    expect(await get('/v1/notes/text/a%00b')).toMatchObject({
      status: 400,
      json: { code: 'invalid-characters' },
    });
  });

  test('headers larger than the server takes', async () => {
    const status = await new Promise<number | undefined>((done, fail) => {
      const url = new URL('/v1/notes', small.service.address);
      const sent = httpRequest(url, { headers: { 'x-large': 'a'.repeat(20_000) } }, (response) => {
        response.resume();
        done(response.statusCode);
      });
      sent.on('error', fail).end();
    });
    expect(status).toBe(431);
  });
});

test('a fault of our own is a 500 without any detail, and is logged', async () => {
  const answer = await ask({ method: 'GET', path: '/v1/notes/broken' });
  expect(answer).toMatchObject({ status: 500, json: { code: 'internal' } });
  expect(answer.text).not.toContain('secret words');
  expect(small.lines()).toContain('a call failed');
});

test('a receipt code is handed on unverified', async () => {
  expect(
    (await ask({ method: 'GET', path: '/v1/notes/mine', headers: { 'receipt-code': 'ABC' } })).json,
  ).toEqual({ receiptCode: 'ABC' });
  expect((await ask({ method: 'GET', path: '/v1/notes/mine' })).json).toEqual({ receiptCode: '' });
});

test('health and metrics are there for the asking', async () => {
  expect(await ask({ method: 'GET', path: '/health/live' })).toMatchObject({ status: 200 });
  expect(await ask({ method: 'GET', path: '/health/ready' })).toMatchObject({
    status: 200,
    json: { status: 'ready' },
  });
  const metrics = await (await fetch(`${small.service.address}/metrics`)).text();
  expect(metrics).toContain('satupintu_lag_facts{service="casework"} 0');
  expect(metrics).toMatch(
    /satupintu_calls_total\{method="POST",route="\/v1\/quick",status="202",service="casework"\} \d/,
  );
});

test('answers are for their caller: no cache on the way may keep one', async () => {
  const answers = await Promise.all([
    ask({ path: '/v1/quick', body: note }),
    ask({ path: '/v1/notes', headers: signed(), body: note }),
    ask({ method: 'GET', path: '/v1/nothing' }),
  ]);
  for (const { headers } of answers) expect(headers.get('cache-control')).toBe('no-store');
});

test('behind a proxy a caller is who the proxy saw, not who it claims to be', async () => {
  const behind = await startSmall(await postgres.database(), { rateLimit: 2, trustProxy: true });
  try {
    const call = async (forwarded: string) => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': forwarded };
      return (await fetch(`${behind.service.address}/v1/quick`, { method: 'POST', headers, body: note }))
        .status;
    };
    const statuses: number[] = [];
    for (const made of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) statuses.push(await call(`${made}, 192.0.2.7`));
    expect(statuses).toEqual([202, 202, 429]);
    expect(await call('192.0.2.8')).toBe(202);
  } finally {
    await behind.close();
  }
});
