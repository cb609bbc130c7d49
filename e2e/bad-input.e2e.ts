import { randomUUID } from 'node:crypto';
import { type Answer, type Call, startSystem, type System } from './harness';

/** One call of the contract, with a body that fits and a role that may. */
interface Endpoint {
  readonly call: string;
  readonly role: readonly [string, string?] | 'public' | 'reporter';
  /** a fitting body; `wrong` are bodies that do not fit, beside the general ones */
  readonly body?: object;
  readonly wrong?: readonly object[];
  /** answer for an id that does not exist */
  readonly unknown?: number;
}

const id = '7b0c2a52-5b6f-5d5c-8c35-0f6f4c8f2f11';
const text = { text: 'Jalan rusak.' };
const national = ['national', 'nat.panrb'] as const;
const coordinator = ['coordinator', 'gov.32.04'] as const;
const analyst = ['analyst', 'ombudsman'] as const;
const long = 'x'.repeat(20_001);

const endpoints: readonly Endpoint[] = [
  {
    call: 'POST /v1/complaints',
    role: 'public',
    body: { channel: 'web', ...text },
    wrong: [
      { channel: 'pigeon', ...text },
      { channel: 'web' },
      { channel: 'web', text: '' },
      { channel: 'web', text: ' \n\t ' },
      { channel: 'web', text: long },
      { channel: 'web', text: 7 },
      { channel: 'web', ...text, place: [] },
      { channel: 'web', ...text, reporter: { name: 1 } },
    ],
  },
  { call: 'GET /v1/complaints/SP-UNKNOWN', role: 'reporter', unknown: 404 },
  {
    call: 'POST /v1/complaints/SP-UNKNOWN/replies',
    role: 'reporter',
    body: { kind: 'confirm' },
    wrong: [{ kind: 'shout' }, { kind: 'confirm', rating: 6 }, {}],
    unknown: 404,
  },
  {
    call: 'POST /v1/complaints/SP-UNKNOWN/erasure',
    role: 'reporter',
    body: { scope: 'all' },
    wrong: [{ scope: 'me' }, {}],
    unknown: 404,
  },
  { call: 'POST /v1/routing/suggestions', role: national, body: text, wrong: [{}, { text: 3 }] },
  { call: `GET /v1/routing/decisions/${id}`, role: national, unknown: 404 },
  { call: `GET /v1/routing/twins/${id}`, role: national, unknown: 404 },
  { call: 'GET /v1/routing/models', role: national },
  { call: 'POST /v1/routing/models', role: national, body: {}, wrong: [{ version: 'x' }, []] },
  { call: 'GET /v1/triage', role: national },
  {
    call: `POST /v1/triage/${id}`,
    role: national,
    body: { action: 'route', organisation: 'gov.32.04', reason: 'jelas' },
    wrong: [{ action: 'fly' }, { action: 'route' }, { action: 'archive' }, {}],
    unknown: 404,
  },
  { call: 'GET /v1/triage/handover?organisation=gov.32.04', role: national },
  {
    call: 'POST /v1/triage/bulk',
    role: national,
    body: { items: [id], action: 'route', organisation: 'gov.32.04', reason: 'jelas' },
    wrong: [
      { items: [id], action: 'fly' },
      { items: [], action: 'ask', question: 'x' },
      { items: [id, id], action: 'ask', question: 'x' },
      { items: ['x'], action: 'ask', question: 'x' },
      { items: [id], action: 'archive', reasonCode: 'x' },
      { items: id, action: 'ask', question: 'x' },
      { action: 'ask', question: 'x' },
      { items: [id], action: 'ask', question: 'x', title: 'x' },
      {},
    ],
  },
  { call: 'GET /v1/arbitrations', role: national },
  {
    call: `POST /v1/arbitrations/${id}`,
    role: national,
    body: { organisation: 'gov.32.04', reason: 'jelas' },
    wrong: [{ organisation: 5, reason: 'x' }, {}],
    unknown: 404,
  },
  { call: 'GET /v1/organisations', role: national },
  { call: 'GET /v1/organisations/gov.99.99', role: national, unknown: 404 },
  {
    call: 'POST /v1/organisations',
    role: national,
    wrong: [
      {},
      { effectiveFrom: 'soon' },
      { effectiveFrom: '2026-07-01', organisations: [{ code: 'gov.32.04' }] },
      { effectiveFrom: '2026-07-01', retire: ['everybody'] },
      { effectiveFrom: '2026-07-01', unitRules: {} },
    ],
  },
  { call: 'GET /v1/routing/policies', role: national },
  { call: 'GET /v1/routing/policies/nothing', role: national, unknown: 404 },
  {
    call: 'POST /v1/routing/policies',
    role: national,
    wrong: [
      {},
      { effectiveFrom: 'soon' },
      { effectiveFrom: '2026-07-01', topics: [{ key: 'x' }] },
      { effectiveFrom: '2026-07-01', hopLimit: 0 },
      { effectiveFrom: '2026-07-01', thresholds: { complaint: 2 } },
    ],
  },
  { call: 'GET /v1/dispositions?organisation=gov.32.04', role: coordinator },
  { call: 'GET /v1/dispositions/counts?organisation=gov.32.04', role: coordinator },
  { call: `GET /v1/dispositions/${id}`, role: coordinator, unknown: 404 },
  {
    call: `POST /v1/dispositions/${id}/accept`,
    role: coordinator,
    body: {},
    wrong: [{ unit: 3 }],
    unknown: 404,
  },
  {
    call: `POST /v1/dispositions/${id}/decline`,
    role: coordinator,
    body: { ground: 'UU', note: 'bukan', proposed: 'gov.32' },
    wrong: [{}, { ground: 'UU', note: 'x' }, { ground: 'UU', note: 'x', proposed: 4 }],
    unknown: 404,
  },
  {
    call: `POST /v1/dispositions/${id}/assign`,
    role: coordinator,
    body: { unit: 'gov.32.04/dinas-kesehatan' },
    wrong: [{}, { unit: [] }],
    unknown: 404,
  },
  {
    call: `POST /v1/dispositions/${id}/questions`,
    role: coordinator,
    body: { text: 'di mana?' },
    wrong: [{}, { text: '' }],
    unknown: 404,
  },
  {
    call: `POST /v1/dispositions/${id}/answers`,
    role: coordinator,
    body: { kind: 'first', text: 'ya' },
    wrong: [{ kind: 'last', text: 'x' }, { kind: 'first' }],
    unknown: 404,
  },
  {
    call: `POST /v1/dispositions/${id}/contributors`,
    role: coordinator,
    body: { organisation: 'gov.32', task: 'bantu' },
    wrong: [{}, { organisation: 'gov.32' }, { organisation: 'gov.32', task: 'x', required: 'yes' }],
    unknown: 404,
  },
  {
    call: `POST /v1/dispositions/${id}/release`,
    role: coordinator,
    body: { reason: 'not-needed' },
    wrong: [{}, { reason: 7 }],
    unknown: 404,
  },
  {
    call: `POST /v1/dispositions/${id}/handover`,
    role: coordinator,
    body: { to: id, reason: 'jelas' },
    wrong: [{}, { to: 'x', reason: 'jelas' }, { to: id }],
    unknown: 404,
  },
  {
    call: `POST /v1/dispositions/${id}/lead`,
    role: coordinator,
    body: {},
    wrong: [{ from: id }],
    unknown: 404,
  },
  ...['handover/withdraw', 'lead/refuse'].map((ending) => ({
    call: `POST /v1/dispositions/${id}/${ending}`,
    role: coordinator,
    body: { reason: 'jelas' },
    wrong: [{}, { reason: '' }, { reason: 'jelas', to: id }],
    unknown: 404,
  })),
  { call: `GET /v1/cases/${id}/thread`, role: coordinator, unknown: 404 },
  {
    call: `POST /v1/cases/${id}/thread`,
    role: coordinator,
    body: { text: 'halo' },
    wrong: [{}, { text: {} }],
    unknown: 404,
  },
  { call: 'GET /v1/feeds/gov.32.04', role: coordinator },
  { call: 'GET /v1/feeds/gov.32.04/webhooks', role: coordinator },
  {
    call: 'POST /v1/feeds/gov.32.04/webhooks',
    role: coordinator,
    body: { url: 'https://sistem.example.go.id/satupintu' },
    wrong: [
      {},
      { url: '' },
      { url: ['https://sistem.example.go.id'] },
      { url: 'https://sistem.example.go.id', secret: 'short' },
      { url: 'https://sistem.example.go.id', cursor: 7 },
    ],
  },
  {
    call: `POST /v1/feeds/gov.32.04/webhooks/${id}/resume`,
    role: coordinator,
    body: {},
    wrong: [{ cursor: 7 }, { from: 'x' }],
    unknown: 404,
  },
  { call: 'GET /v1/appointments/me', role: coordinator },
  { call: 'GET /v1/appointments/readiness?organisation=gov.32.04', role: coordinator },
  { call: 'GET /v1/appointments/handovers', role: coordinator },
  { call: `GET /v1/appointments/handovers/${id}`, role: coordinator, unknown: 404 },
  {
    call: 'POST /v1/appointments/handovers',
    role: coordinator,
    wrong: [
      {},
      { organisation: 'gov.32.04', leaving: 'somebody', at: 'soon' },
      { organisation: 'gov.32.04', arriving: { subject: 'x' } },
      { organisation: 'gov.32.04', arriving: 'somebody' },
    ],
  },
  { call: 'GET /v1/appointments', role: coordinator },
  { call: 'GET /v1/partners', role: coordinator },
  { call: 'GET /v1/partners/gov.99.99', role: coordinator, unknown: 404 },
  {
    call: 'POST /v1/partners',
    role: national,
    body: {
      partner: 'gov.32.04',
      ground: 'requirements_met',
      evidence: ['uji terima'],
      from: '2020-01-01T00:00:00.000Z',
    },
    wrong: [
      {},
      { partner: 'gov.32.04', ground: 'liked', evidence: ['x'], from: '2020-01-01T00:00:00.000Z' },
      { partner: 'gov.32.04', ground: 'requirements_met', evidence: [], from: '2020-01-01T00:00:00.000Z' },
      { partner: 'gov.32.04', ground: 'requirements_met', evidence: ['x'], from: 'soon' },
      { partner: 'kota', ground: 'requirements_met', evidence: ['x'], from: '2020-01-01T00:00:00.000Z' },
    ],
  },
  {
    call: 'POST /v1/partners/gov.99.99/end',
    role: national,
    body: { to: '2020-01-01T00:00:00.000Z', reason: 'replaced' },
    wrong: [{}, { to: 'soon', reason: 'x' }],
    unknown: 404,
  },
  {
    call: 'POST /v1/partners/gov.32.04/updates',
    role: ['channel', 'gov.32.04'],
    body: { updates: [{ updateId: id, complaintId: id, sequence: 1, kind: 'accept' }] },
    wrong: [
      {},
      { updates: [] },
      { updates: [{ updateId: id, complaintId: id, sequence: 0, kind: 'accept' }] },
      { updates: [{ updateId: id, complaintId: id, sequence: 1, kind: 'fly' }] },
      { updates: [{ updateId: 'x', complaintId: id, sequence: 1, kind: 'accept' }] },
      { updates: [{ updateId: id, complaintId: id, sequence: 1, kind: 'answer' }] },
      { updates: [{ updateId: id, complaintId: id, sequence: 1, kind: 'accept', text: 'x' }] },
    ],
  },
  { call: 'GET /v1/partners/gov.32.04/updates', role: coordinator },
  {
    call: 'POST /v1/partners/gov.32.04/reconciliation',
    role: ['channel', 'gov.32.04'],
    body: { cases: [] },
    wrong: [
      {},
      { cases: [{ state: 'closed' }] },
      { cases: [{ externalId: '', state: 'closed' }] },
      { cases: {} },
      { cases: [], after: 'x' },
    ],
  },
  { call: 'GET /v1/clocks', role: coordinator },
  {
    call: 'POST /v1/clocks/preview',
    role: coordinator,
    body: { start: '2026-03-17T03:00:00.000Z', limit: 3, unit: 'working_days', region: '32.04' },
    wrong: [
      {},
      { start: 'yesterday', limit: 3, unit: 'working_days' },
      { start: '2026-03-17T03:00:00.000Z', limit: -1, unit: 'working_days' },
      { start: '2026-03-17T03:00:00.000Z', limit: 3, unit: 'fortnights' },
    ],
  },
  {
    call: `POST /v1/clocks/${id}/extensions`,
    role: coordinator,
    body: { amount: 3, reason: 'field-visit' },
    wrong: [{}, { amount: 0, reason: 'field-visit' }, { amount: 3 }],
    unknown: 404,
  },
  { call: 'GET /v1/calendars', role: coordinator },
  {
    call: 'POST /v1/calendars',
    role: national,
    wrong: [{}, { effectiveFrom: 'soon', days: [] }],
  },
  { call: 'GET /v1/sla-policies', role: coordinator },
  { call: 'POST /v1/sla-policies', role: national, wrong: [{}, { rules: 3 }] },
  { call: 'GET /v1/notices', role: coordinator },
  { call: 'GET /v1/notices/contacts', role: coordinator },
  {
    call: 'POST /v1/notices/contacts',
    role: coordinator,
    body: { organisation: 'gov.32.04', email: 'kota@example.go.id' },
    wrong: [
      {},
      { organisation: 'kota', email: 'kota@example.go.id' },
      { organisation: 'gov.32.04', email: 'kota' },
      { organisation: 'gov.32.04', email: ['kota@example.go.id'] },
      { organisation: 'gov.32.04', webhook: 'https://example.go.id' },
      { organisation: 'gov.32.04', webhook: { url: 'https://example.go.id', secret: 'short' } },
    ],
  },
  { call: 'GET /v1/oversight/cases', role: analyst },
  { call: `GET /v1/oversight/cases/${id}`, role: analyst, unknown: 404 },
  { call: 'GET /v1/oversight/escalations', role: analyst },
  {
    call: `POST /v1/oversight/cases/${id}/interventions`,
    role: analyst,
    body: { text: 'jawab', dueAt: '2026-12-01T00:00:00.000Z' },
    wrong: [{}, { text: 'x', dueAt: 'soon' }],
    unknown: 404,
  },
  {
    call: `POST /v1/oversight/cases/${id}/examinations`,
    role: analyst,
    body: { ground: 'prolonged_delay' },
    wrong: [{}, { ground: 9 }],
    unknown: 404,
  },
];

/** What gateways bring: bytes of any type, in which members that we do not know are their own affair. */
const gatewayCalls: readonly (readonly [string, readonly object[]])[] = [
  [
    'sms',
    [
      { id: '1', from: '0812' },
      { id: '', from: '0812', text: 'x' },
      { id: '1', from: '0812', text: long },
    ],
  ],
  ['whatsapp', [{ entry: {} }, { entry: [{ changes: [{ value: { messages: [{}] } }] }] }]],
  [
    'social',
    [
      { id: '1', network: 'X!', account: 'a', text: 'x' },
      { id: '1', network: 'x', text: 'x' },
    ],
  ],
  ['counter', [{ id: '1' }, { id: '1', text: '' }, { id: '1', ...text, surprise: 1 }, { ...text }]],
  [
    'partner',
    [
      { id: '1', text: long },
      { id: '1', ...text, place: [] },
      { id: '1', ...text, channel: 'web' },
    ],
  ],
  [
    'sms/deliveries',
    [
      {},
      { items: [] },
      { items: [{ messageId: 'x', state: 'delivered' }] },
      { items: [{ messageId: id, state: 'read' }] },
      { items: [{ messageId: id, state: 'failed', code: '' }] },
    ],
  ],
];

const posts = endpoints.filter(({ call }) => call.startsWith('POST'));
const signedIn = endpoints.filter(({ role }) => Array.isArray(role));
const lists = [
  '/v1/triage',
  '/v1/dispositions',
  '/v1/clocks',
  '/v1/notices',
  '/v1/notices/contacts',
  '/v1/feeds/gov.32.04',
  '/v1/feeds/gov.32.04/webhooks',
  '/v1/oversight/cases',
  '/v1/oversight/escalations',
  '/v1/organisations',
];

describe('bad input', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem('--empty');
  }, 240_000);
  afterAll(async () => system?.stop(), 60_000);

  async function send(endpoint: Endpoint, call: Call = {}): Promise<Answer> {
    const [method = '', path = ''] = endpoint.call.split(' ');
    const { role } = endpoint;
    const auth: Call =
      role === 'public'
        ? {}
        : role === 'reporter'
          ? { receipt: 'AAAA-BBBB-CCCC-DDDD' }
          : { token: await system.token(role[0]!, role[1]) };
    const body = method === 'GET' || call.raw !== undefined ? {} : { body: endpoint.body ?? {} };
    return system.call(method, path, { ...auth, ...body, ...call });
  }

  function expectProblem(answer: Answer, status: number | readonly number[]): void {
    expect([answer.status, answer.text]).toEqual([
      typeof status === 'number' ? status : (expect as any).toSatisfyStatus(status),
      expect.any(String),
    ]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({
      type: expect.any(String),
      title: expect.any(String),
      status: answer.status,
      code: expect.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    });
    expect(answer.text).not.toMatch(/\bat .*\.(js|ts):\d+|node_modules/);
  }

  beforeAll(() => {
    expect.extend({
      toSatisfyStatus: (received: unknown, allowed: readonly number[]) => ({
        pass: allowed.includes(received as number),
        message: () => `expected one of ${allowed.join(', ')}, got ${String(received)}`,
      }),
    });
  });

  describe.each(posts.map((endpoint) => [endpoint.call, endpoint] as const))('%s', (_name, endpoint) => {
    const json = { headers: { 'content-type': 'application/json' } };
    it('refuses broken JSON', async () =>
      expectProblem(await send(endpoint, { raw: '{"a":', ...json }), 400));
    it('refuses an array, a string and null', async () => {
      for (const raw of ['[]', '"x"', 'null', '7'])
        expectProblem(await send(endpoint, { raw, ...json }), 400);
    });
    it('refuses another media type', async () => {
      expectProblem(
        await send(endpoint, { raw: '<a/>', headers: { 'content-type': 'application/xml' } }),
        415,
      );
    });
    it('refuses an unknown member and points at it', async () => {
      const answer = await send(endpoint, { body: { ...endpoint.body, surprise: 1 } });
      expectProblem(answer, 400);
      expect(answer.body.errors.map((one: any) => one.pointer)).toContain('/surprise');
    });
    it('refuses prototype keys', async () => {
      for (const raw of ['{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{"a":1}}}']) {
        expectProblem(await send(endpoint, { raw, ...json }), 400);
      }
    });
    it('refuses deep nesting', async () => {
      expectProblem(
        await send(endpoint, { raw: `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, ...json }),
        400,
      );
    });
    it('refuses what is too large', async () => {
      expectProblem(
        await send(endpoint, { raw: JSON.stringify({ text: 'x'.repeat(12 * 1024 * 1024) }), ...json }),
        413,
      );
    });
    it.each((endpoint.wrong ?? []).map((body) => [JSON.stringify(body).slice(0, 80), body] as const))(
      'refuses %s',
      async (_text, body) => {
        const answer = await send(endpoint, { body });
        expectProblem(answer, 400);
        expect(answer.body.errors?.length).toBeGreaterThan(0);
      },
    );
  });

  describe.each(gatewayCalls)('POST /v1/channels/%s', (path, wrong) => {
    const bring = async (raw: string) =>
      system.call('POST', `/v1/channels/${path}`, { raw, token: await system.token('channel', 'gov.32.04') });
    it('refuses what nobody can read, whatever type it says that it is', async () => {
      const deep = `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`;
      for (const raw of ['', '{"a":', '[]', '"x"', 'null', '7', '{"__proto__":{"id":"1"}}', deep])
        expectProblem(await bring(raw), 400);
    });
    it.each(wrong.map((body) => [JSON.stringify(body).slice(0, 80), body] as const))(
      'refuses %s',
      async (_text, body) => expectProblem(await bring(JSON.stringify(body)), 400),
    );
    it('refuses what is too large', async () =>
      expectProblem(await bring(JSON.stringify({ text: 'x'.repeat(15 * 1024 * 1024) })), 413));
    it('is for signatures and for channels', async () => {
      const call = (auth: Call) => system.call('POST', `/v1/channels/${path}`, { raw: '{}', ...auth });
      expectProblem(await call({}), 401);
      expectProblem(await call({ headers: { authorization: 'Bearer x.y.z' } }), 401);
      expectProblem(await call({ token: await system.token('coordinator', 'gov.32.04') }), 403);
    });
  });

  it('knows no channel but its own, and proves itself to no gateway without its word', async () => {
    const token = await system.token('channel', 'gov.32.04');
    for (const path of ['merpati', 'merpati/deliveries', 'csv/deliveries', '..%2Fsms', 'Sms'])
      expectProblem(await system.call('POST', `/v1/channels/${path}`, { raw: '{}', token }), 404);
    for (const name of ['sms', 'merpati'])
      expectProblem(await system.call('GET', `/v1/channels/${name}?hub.challenge=1`), 404);
    expectProblem(await system.call('GET', '/v1/channels/whatsapp?hub.mode=subscribe&hub.challenge=1'), 401);
    expectProblem(await system.call('GET', '/v1/channels/whatsapp?hub.mode=a&hub.mode=b'), [400, 401]);
  });

  it('refuses tables that are none', async () => {
    const token = await system.token('channel', 'gov.32.04');
    for (const raw of ['', 'id,text\n1,"x\n', 'nama\nA\n', 'id,text,warna\n1,x,merah\n', '\u0000\u0001'])
      expectProblem(await system.call('POST', '/v1/channels/csv', { raw, token }), 400);
    const raw = 'id,text\n1,\n1,dua kali\n';
    expectProblem(await system.call('POST', '/v1/channels/csv', { raw, token }), 422);
    expectProblem(await system.call('POST', '/v1/channels/csv?partial=maybe', { raw, token }), 400);
  });

  describe.each(signedIn.map((endpoint) => [endpoint.call, endpoint] as const))('%s', (_name, endpoint) => {
    const withHeader = (authorization: string) => ({ headers: { authorization } });
    it('is for signed-in people with a good token only', async () => {
      const [method = '', path = ''] = endpoint.call.split(' ');
      const body = method === 'GET' ? {} : { body: endpoint.body ?? {} };
      const none = Buffer.from('{"alg":"none"}').toString('base64url');
      const claims = Buffer.from(
        JSON.stringify({ sub: 'x', role: 'national', organisation: 'nat.panrb', exp: 4e9 }),
      ).toString('base64url');
      for (const header of [
        {},
        withHeader('Bearer'),
        withHeader('Bearer x.y.z'),
        withHeader('Basic eDp5'),
        withHeader(`Bearer ${none}.${claims}.`),
      ]) {
        expectProblem(await system.call(method, path, { ...body, ...header }), 401);
      }
    });
    it('is not for operators', async () => {
      const [method = '', path = ''] = endpoint.call.split(' ');
      if (
        /organisations|calendars|sla-policies|suggestions|preview/.test(path) &&
        !/^POST .*(calendars|sla-policies|organisations)$/.test(endpoint.call)
      )
        return;
      const token = await system.token('ops', 'nat.panrb');
      const body = method === 'GET' ? {} : { body: endpoint.body ?? {} };
      expectProblem(await system.call(method, path, { ...body, token }), [403, 404]);
    });
  });

  it.each(
    endpoints
      .filter(({ unknown }) => unknown !== undefined)
      .map((endpoint) => [endpoint.call, endpoint] as const),
  )('%s: an unknown id and an id of the wrong shape are the same 404', async (_name, endpoint) => {
    const unknown = await send(endpoint);
    const misshapen = await send({
      ...endpoint,
      call: endpoint.call.replace(id, 'not-an-id').replace('SP-UNKNOWN', '..%00'),
    });
    expectProblem(unknown, 404);
    expectProblem(misshapen, 404);
    expect(misshapen.body.code).toBe(unknown.body.code);
  });

  it.each(lists)('%s refuses bad paging', async (path) => {
    const token = await system.token('national', 'nat.panrb');
    for (const query of ['limit=0', 'limit=201', 'limit=many', 'cursor=%7Bx', 'nonsense=1']) {
      expectProblem(await system.call('GET', `${path}?${query}`, { token }), 400);
    }
  });

  it('refuses a position that is none', async () => {
    const token = await system.token('national', 'nat.panrb');
    expectProblem(await system.call('GET', '/v1/triage?after=nonsense', { token }), 400);
  });

  it('refuses unknown paths, and methods that a path does not have', async () => {
    expectProblem(await system.call('GET', '/v1/nowhere'), 404);
    expectProblem(await system.call('GET', '/nowhere'), 404);
    expectProblem(await system.call('DELETE', '/v1/complaints'), [404, 405]);
  });

  it('refuses what is well-formed and wrong', async () => {
    const file = (body: object) =>
      system.call('POST', '/v1/complaints', { body: { channel: 'web', ...text, ...body } });
    for (const [body, code] of [
      [{ place: { regionCode: '99.99' } }, 'unknown-region'],
      [{ category: 'no/such' }, 'unknown-category'],
      [{ attachments: [randomUUID()] }, 'unknown-attachment'],
    ] as const) {
      const answer = await file(body);
      expectProblem(answer, 422);
      expect(answer.body.code).toBe(code);
    }
    const key = await system.call('POST', '/v1/complaints', {
      body: { channel: 'web', ...text },
      headers: { 'idempotency-key': 'not a uuid' },
    });
    expectProblem(key, [400, 422]);
    expectProblem(await system.call('POST', '/v1/complaints', { body: { channel: 'sms', ...text } }), 401);
  });

  it('says the same for lists outside one’s scope, whether the organisation exists or not', async () => {
    const token = await system.token('coordinator', 'gov.32.04');
    const answers = await Promise.all(
      ['gov.33.01', 'gov.99.99'].map((code) =>
        system.call('GET', `/v1/dispositions?organisation=${code}`, { token }),
      ),
    );
    for (const answer of answers) expectProblem(answer, 403);
    expect(answers[0]?.text).toBe(answers[1]?.text);
  });

  it('gives a wrong receipt code the same bytes as an unknown complaint', async () => {
    const filed = (await system.call('POST', '/v1/complaints', { body: { channel: 'web', ...text } })).body;
    const wrong = await system.call('GET', `/v1/complaints/${filed.trackingId}`, {
      receipt: 'AAAA-BBBB-CCCC-DDDD',
    });
    const missing = await system.call('GET', `/v1/complaints/${filed.trackingId}`);
    const unknown = await system.call('GET', '/v1/complaints/SP-0000-0000-0', {
      receipt: 'AAAA-BBBB-CCCC-DDDD',
    });
    expect([wrong.status, missing.status, unknown.status]).toEqual([404, 404, 404]);
    expect(wrong.text).toBe(unknown.text);
    expect(missing.text).toBe(unknown.text);
  });
});
