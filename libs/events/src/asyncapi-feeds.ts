import { contentType, onHttp, onKafka, ref } from './asyncapi-parts';
import { agencyTopic, DISPOSITIONS, PARTITIONS } from './topics';

/** What leaves for others: ids, codes and instants. The words come from the API, under the reader's own right. */
const agencyEvent = {
  name: 'AgencyEvent',
  title: 'Something an agency must know',
  summary: 'Ids, codes and instants; never words or persons, so that a retained topic survives an erasure.',
  contentType,
  payload: ref('components/schemas/AgencyEvent'),
};

/** Standard Webhooks: who knows the secret can tell that it is from here, and that it is not an old one sent again. */
const webhookHeaders = {
  type: 'object',
  required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  properties: {
    'webhook-id': {
      type: 'string',
      format: 'uuid',
      description: 'id of the event, the same in every repeat',
    },
    'webhook-timestamp': {
      type: 'string',
      description: 'of this attempt, seconds since 1970; refuse old ones',
    },
    'webhook-signature': {
      type: 'string',
      description:
        '`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; the key is the base64 after `whsec_`',
    },
  },
};

export const feedMessages: Readonly<Record<string, object>> = {
  AgencyEvent: agencyEvent,
  AgencyCall: {
    ...agencyEvent,
    name: 'AgencyCall',
    title: 'An event, brought to an agency’s own address',
    headers: webhookHeaders,
  },
  FeedAsked: {
    name: 'FeedAsked',
    title: 'What has happened since a cursor?',
    summary: 'A GET without a body, with a coordinator’s token.',
    headers: {
      type: 'object',
      required: ['authorization'],
      properties: {
        authorization: { type: 'string', description: '`Bearer` and a token of the organisation' },
      },
    },
  },
  FeedPage: {
    name: 'FeedPage',
    title: 'Events since the cursor',
    summary: 'In order per complaint. `next` is always given; an empty page says that nothing happened yet.',
    contentType: 'application/json',
    payload: {
      type: 'object',
      required: ['items', 'next'],
      properties: {
        items: { type: 'array', items: ref('components/schemas/AgencyEvent') },
        next: { type: 'string', description: 'the cursor to go on from; opaque' },
      },
    },
  },
};

const feedQuery = {
  type: 'object',
  properties: {
    cursor: { type: 'string', description: '`next` of the page before; absent: from the beginning' },
    limit: { type: 'integer', minimum: 1, maximum: 200 },
  },
};
const organisation = { description: 'code of the organisation, such as `gov.32.04`' };
const told = { AgencyEvent: ref('components/messages/AgencyEvent') };

/** The three ways on which a body hears of its cases, and the topic of all bodies. */
export const feedChannels: Readonly<Record<string, object>> = {
  dispositions: {
    address: DISPOSITIONS,
    description: 'What connected agencies need, all together.',
    ...onKafka,
    messages: told,
    bindings: { kafka: { partitions: PARTITIONS } },
  },
  agency: {
    address: agencyTopic('{organisation}'),
    description: 'What one connected agency needs, keyed by the complaint. May hold an event twice.',
    ...onKafka,
    parameters: { organisation },
    messages: told,
  },
  feed: {
    address: '/v1/feeds/{organisation}',
    description: 'The same events over HTTP, to be read on from a cursor.',
    ...onHttp,
    parameters: { organisation },
    messages: {
      FeedAsked: ref('components/messages/FeedAsked'),
      FeedPage: ref('components/messages/FeedPage'),
    },
  },
  webhook: {
    address: null,
    description:
      'The same events, one at a time, at an address that the agency names (`POST /v1/feeds/{organisation}/webhooks`). Repeated with growing waits until it answers 200 to 299, then given up with a fact (`FeedDeliveryStopped`).',
    messages: { AgencyCall: ref('components/messages/AgencyCall') },
  },
};

export const feedOperations: [string, object][] = [
  ...['dispositions', 'agency', 'webhook'].map((channel): [string, object] => [
    `casework-${channel}`,
    {
      action: 'send',
      channel: ref(`channels/${channel}`),
      summary: 'What agencies need to know',
      ...(channel === 'webhook' && { bindings: { http: { method: 'POST' } } }),
    },
  ]),
  [
    'casework-feed',
    {
      action: 'receive',
      channel: ref('channels/feed'),
      summary: 'An agency asks what has happened since a cursor',
      bindings: { http: { method: 'GET', query: feedQuery } },
      messages: [ref('channels/feed/messages/FeedAsked')],
      reply: { channel: ref('channels/feed'), messages: [ref('channels/feed/messages/FeedPage')] },
    },
  ],
];
