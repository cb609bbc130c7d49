import {
  appKnows,
  contributes,
  decidesFor,
  type Facts,
  follows,
  handsOver,
  hasInHand,
  helper,
  house,
  identifies,
  type Ids,
  inScope,
  leads,
  own,
  ownOrNational,
  type Person,
  sees,
  seesBetween,
  takesPart,
} from './roles';

type Who = (p: Person, facts: Facts) => boolean;
type Body = object | ((ids: Ids) => object);

/** One call, and whom it is for. A call without `of` is about no single case. */
export interface Row {
  readonly call: string;
  readonly roles: 'public' | 'reporter' | 'signed-in' | readonly string[];
  /** to what of a case its path (or body) belongs */
  readonly of?: keyof Ids;
  /** to whom that exists; to all others it is like nothing */
  readonly sees?: Who;
  /** whoever sees it may be refused all the same, but not as if it did not exist; default: granted */
  readonly refusable?: true;
  readonly body?: Body;
  /** is refused to whoever sees the case, and must not tell others that there is one */
  readonly spoiled?: object;
  /** about whose body: a code in the path, in the query or in the body; 403 where one may not */
  readonly organisation?: 'path' | 'query' | ((code: string) => object);
  /** said to others than `lists` */
  readonly lists?: (p: Person, organisation: string) => boolean;
  /** a list: holds nothing of cases that one does not see */
  readonly list?: true;
  /** the member of its query that asks for a single case, and what it takes */
  readonly finds?: readonly [member: string, of: keyof Ids];
}

const readers = ['liaison', 'coordinator', 'national', 'executive', 'analyst'];
const hands = ['liaison', 'coordinator', 'analyst'];
const heads = ['coordinator', 'analyst'];
const watchers = ['analyst', 'national', 'executive', 'coordinator'];
const deciders = ['coordinator', 'national'];
const keepers = ['coordinator', 'national', 'analyst'];
const text = { text: 'Mohon dijelaskan.' };
/** Of nobody. */
const id = '7b0c2a52-5b6f-5d5c-8c35-0f6f4c8f2f11';
const nowhere = 'gov.98.98';

const onDisposition = (action: string, roles: readonly string[], body: object, more: Partial<Row> = {}): Row => ({
  call: `POST /v1/dispositions/{dispositionId}/${action}`,
  roles,
  of: 'dispositionId',
  sees: leads,
  body,
  ...more,
}); // prettier-ignore
const onCase = (action: string, roles: readonly string[], body: object, more: Partial<Row>): Row => ({
  call: `POST /v1/cases/{complaintId}/${action}`,
  roles,
  of: 'complaintId',
  body,
  ...more,
});
/** Officers who see a case that waits for nobody are told who has decided; to all others there is none. */
const decision = (body: Body, spoiled?: object): Partial<Row> => ({
  roles: deciders,
  of: 'complaintId',
  sees,
  body,
  ...(spoiled && { spoiled }),
});
const examination = (action: string, body: object): Row => ({
  call: `POST /v1/oversight/examinations/{examinationId}/${action}`,
  roles: ['analyst'],
  of: 'examinationId',
  sees: inScope,
  body,
});
const onOversightCase = (action: string, body: object): Row => ({
  call: `POST /v1/oversight/cases/{complaintId}/${action}`,
  roles: ['analyst'],
  of: 'complaintId',
  sees: inScope,
  body,
});
const look = (call: string, roles: readonly string[], of: keyof Ids, who: Who = sees): Row => ({
  call: `GET ${call}`,
  roles,
  of,
  sees: who,
});
const list = (call: string, roles: readonly string[], more: Partial<Row> = {}): Row => ({
  call: `GET ${call}`,
  roles,
  list: true,
  ...more,
});
/** An app and the cases of its body. */
const ofApp = (action: string, body: (ids: Ids) => object): Row => ({
  call: `POST /v1/partners/{organisation}/${action}`,
  roles: ['channel'],
  of: 'complaintId',
  sees: appKnows,
  organisation: 'path',
  lists: own,
  body,
});
const open = (call: string): Row => ({ call, roles: 'public' });
const signedIn = (call: string): Row => ({ call, roles: 'signed-in' });
const forRoles = (call: string, ...roles: readonly string[]): Row => ({ call, roles });

/** Every call of every service. */
export const rows: readonly Row[] = [
  // The reporter's door
  open('POST /v1/complaints'),
  open('GET /v1/jwks'),
  open('POST /v1/attachments'),
  open('GET /v1/channels/{name}'),
  open('POST /v1/channels/{name}'),
  open('POST /v1/channels/{name}/deliveries'),
  { call: 'GET /v1/complaints/{trackingId}', roles: 'reporter' },
  { call: 'GET /v1/complaints/{trackingId}/attachments/{id}', roles: 'reporter' },
  { call: 'POST /v1/complaints/{trackingId}/replies', roles: 'reporter', body: { kind: 'confirm' } },
  { call: 'POST /v1/complaints/{trackingId}/erasure', roles: 'reporter', body: { scope: 'all' } },
  look('/v1/attachments/{id}', [...readers, 'channel'], 'attachmentId'),
  look('/v1/attachments/{id}', [...readers, 'channel'], 'contributedId', seesBetween),

  // Routing
  signedIn('POST /v1/routing/suggestions'),
  look('/v1/routing/decisions/{complaintId}', readers, 'complaintId'),
  look('/v1/routing/twins/{complaintId}', [...hands, 'national'], 'complaintId', hasInHand),
  forRoles('GET /v1/routing/models', 'national', 'analyst'),
  forRoles('POST /v1/routing/models', 'national'),
  forRoles('GET /v1/routing/policies', 'national'),
  forRoles('GET /v1/routing/policies/{version}', 'national'),
  forRoles('POST /v1/routing/policies', 'national'),
  list('/v1/triage', deciders, { organisation: 'query', lists: decidesFor }),
  { call: 'GET /v1/triage/handover', roles: deciders, organisation: 'query', lists: decidesFor },
  {
    call: 'POST /v1/triage/{complaintId}',
    ...decision(
      { action: 'ask', question: 'Di mana?' },
      { action: 'route', organisation: nowhere, reason: 'jelas' },
    ),
    roles: deciders,
  },
  {
    call: 'POST /v1/triage/bulk',
    ...decision(({ complaintId }: Ids) => ({ items: [complaintId], action: 'ask', question: 'Di mana?' })),
    roles: deciders,
  },
  list('/v1/arbitrations', deciders, { organisation: 'query', lists: decidesFor }),
  {
    call: 'POST /v1/arbitrations/{complaintId}',
    ...decision({ organisation: house, reason: 'jelas' }, { organisation: nowhere, reason: 'jelas' }),
    roles: deciders,
  },
  signedIn('GET /v1/organisations'),
  signedIn('GET /v1/organisations/{code}'),
  forRoles('POST /v1/organisations', 'national'),

  // The agency's desk
  list('/v1/dispositions', readers, { organisation: 'query' }),
  list('/v1/dispositions/counts', readers, { organisation: 'query' }),
  look('/v1/dispositions/{dispositionId}', readers, 'dispositionId'),
  onDisposition('accept', hands, {}, { spoiled: { unit: `${nowhere}/dinas` }, sees: leads }),
  onDisposition('decline', hands, { ground: 'UU 23/2014', note: 'Bukan kami.', proposed: helper }, {
    spoiled: { ground: 'UU 23/2014', note: 'Bukan kami.', proposed: nowhere },
  }), // prettier-ignore
  onDisposition(
    'assign',
    heads,
    { unit: `${house}/dinas-sosial` },
    { spoiled: { unit: `${nowhere}/dinas` } },
  ),
  onDisposition('questions', hands, text),
  onDisposition('answers', hands, { kind: 'first', ...text }, {
    spoiled: { kind: 'first', ...text, attachments: [id] },
  }), // prettier-ignore
  onDisposition('contributors', heads, { organisation: 'gov.32.75', task: 'Bantu.' }, {
    spoiled: { organisation: nowhere, task: 'Bantu.' },
  }), // prettier-ignore
  onDisposition('release', heads, { reason: 'not-needed' }, { of: 'contributionId' }),
  onDisposition('handover', heads, { to: id, reason: 'Lebih tepat di sana.' }),
  onDisposition('handover/withdraw', heads, { reason: 'Tetap kami.' }),
  onDisposition('lead', heads, {}, { of: 'contributionId', sees: contributes }),
  onDisposition('lead/refuse', heads, { reason: 'Bukan kami.' }, { of: 'contributionId', sees: contributes }),
  look('/v1/cases/{complaintId}/thread', readers, 'complaintId', seesBetween),
  onCase('thread', hands, text, { sees: takesPart }),
  onCase('merge', keepers, { into: id, reason: 'sama' }, { sees: leads }),
  onCase('unmerge', keepers, { reason: 'lain' }, { sees: leads }),
  onCase('identity', heads, { purpose: 'Peninjauan' }, { sees: identifies }),

  // Feeds
  { call: 'GET /v1/feeds/{organisation}', roles: watchers, organisation: 'path', lists: follows },
  {
    call: 'GET /v1/feeds/{organisation}/webhooks',
    roles: keepers,
    organisation: 'path',
    lists: ownOrNational,
  },
  {
    call: 'POST /v1/feeds/{organisation}/webhooks',
    roles: keepers,
    organisation: 'path',
    lists: ownOrNational,
    body: { url: 'nowhere://' },
  },
  {
    call: 'DELETE /v1/feeds/{organisation}/webhooks/{webhookId}',
    roles: keepers,
    organisation: 'path',
    lists: ownOrNational,
  },
  {
    call: 'POST /v1/feeds/{organisation}/webhooks/{webhookId}/resume',
    roles: keepers,
    organisation: 'path',
    lists: ownOrNational,
    body: {},
  },

  // People
  { call: 'GET /v1/appointments', roles: deciders, organisation: 'query', lists: ownOrNational },
  {
    call: 'POST /v1/appointments',
    roles: deciders,
    organisation: (organisation) => ({
      ...{ subject: 'petugas', role: 'liaison', organisation },
      ...{ from: '2026-01-02T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z' },
    }),
    lists: ownOrNational,
  },
  list('/v1/appointments/me', readers),
  list('/v1/appointments/readiness', watchers, { organisation: 'query' }),
  {
    call: 'POST /v1/appointments/handovers',
    roles: deciders,
    organisation: (organisation) => ({ organisation, unit: `${organisation}/tidak-ada`, leaving: 'petugas' }),
    lists: ownOrNational,
  },
  list('/v1/appointments/handovers', [...deciders, 'liaison'], {
    organisation: 'query',
    lists: ownOrNational,
  }),
  look('/v1/appointments/handovers/{handoverId}', [...deciders, 'liaison'], 'handoverId', handsOver),

  // Local complaint apps
  forRoles('GET /v1/partners', ...readers, 'channel'),
  forRoles('GET /v1/partners/{organisation}', ...readers, 'channel'),
  forRoles('POST /v1/partners', 'national'),
  forRoles('POST /v1/partners/{organisation}/end', 'national'),
  { call: 'GET /v1/partners/{organisation}/events', roles: ['channel'], organisation: 'path', lists: own },
  {
    call: 'GET /v1/partners/{organisation}/updates',
    roles: ['channel', ...deciders],
    organisation: 'path',
    lists: ownOrNational,
  },
  ofApp('updates', ({ complaintId }) => ({
    updates: [{ updateId: complaintId, complaintId, sequence: 1, kind: 'nothing' }],
  })),
  ofApp('reconciliation', ({ complaintId }) => ({
    cases: [{ complaintId, externalId: 'A-1', state: 'closed' }],
  })),

  // Clocks
  list('/v1/clocks', watchers, { organisation: 'query', finds: ['complaintId', 'complaintId'] }),
  signedIn('POST /v1/clocks/preview'),
  {
    call: 'POST /v1/clocks/{clockId}/extensions',
    roles: keepers,
    of: 'clockId',
    sees,
    refusable: true,
    body: { amount: 3, reason: 'field-visit' },
  },
  signedIn('GET /v1/calendars'),
  forRoles('POST /v1/calendars', 'national'),
  signedIn('GET /v1/sla-policies'),
  forRoles('POST /v1/sla-policies', 'national'),
  list('/v1/notices', keepers, { organisation: 'query', finds: ['complaintId', 'complaintId'] }),
  { call: 'GET /v1/notices/contacts', roles: keepers, organisation: 'query', lists: ownOrNational },
  {
    call: 'POST /v1/notices/contacts',
    roles: keepers,
    organisation: (organisation) => ({ organisation }),
    lists: ownOrNational,
  },
  { call: 'DELETE /v1/notices/contacts', roles: keepers, organisation: 'query', lists: ownOrNational },

  // The Ombudsman
  open('GET /v1/openapi.json'),
  open('GET /v1/asyncapi.json'),
  list('/v1/oversight/cases', watchers, { organisation: 'query', finds: ['q', 'trackingId'] }),
  look('/v1/oversight/cases/{complaintId}', watchers, 'complaintId'),
  list('/v1/oversight/escalations', watchers),
  list('/v1/oversight/reports/agencies', watchers),
  list('/v1/oversight/reports/patterns', watchers),
  forRoles('GET /v1/oversight/stream', ...watchers),
  onOversightCase('examinations', { ground: 'prolonged_delay' }),
  onOversightCase('interventions', { ...text, dueAt: '2027-01-01T00:00:00.000Z' }),
  examination('result-reports', text),
  examination('corrective-actions', { ...text, dueAt: '2027-01-01T00:00:00.000Z' }),
  examination('recommendations', text),
  examination('close', { outcome: 'resolved' }),
];
