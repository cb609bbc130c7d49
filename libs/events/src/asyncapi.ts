import { AgencyEvent } from './agency-event';
import { feedChannels, feedMessages, feedOperations } from './asyncapi-feeds';
import { contentType, onKafka, ref, servers } from './asyncapi-parts';
import { cloudEventType, currentVersion } from './codec';
import { type FactDefinition, type Service } from './fact-type';
import { Actor, Instant } from './shapes';
import { COMPLAINTS, PARKED, PARTITIONS, REFERENCE } from './topics';
import { type FactType, factTypes, vocabulary } from './vocabulary';

const messageName = (type: FactType, version: number) =>
  version === currentVersion(type) ? type : `${type}.v${version}`;
const versionsOf = (type: FactType) => vocabulary[type].versions.map((_, index) => index + 1);
const kebab = (type: FactType) => cloudEventType(type).split('.').at(-1) ?? '';

/** The envelope of a fact: CloudEvents 1.0, structured JSON, with the extensions that say who and why. */
function envelope(type: FactType, version: number): object {
  const actor = Actor.properties;
  return {
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'dataschema', 'actorrole', 'data'],
    properties: {
      specversion: { const: '1.0' },
      id: { type: 'string', format: 'uuid' },
      source: { const: `/satupintu/${vocabulary[type].owner}` },
      type: { const: cloudEventType(type) },
      subject: { type: 'string' },
      time: Instant,
      datacontenttype: { const: 'application/json' },
      dataschema: { const: `urn:satupintu:${kebab(type)}:${version}` },
      actorrole: actor.role,
      actororganisation: actor.organisation,
      actorunit: actor.unit,
      actorsubject: actor.subject,
      cause: { type: 'string', format: 'uuid' },
      data: ref(`components/schemas/${messageName(type, version)}`),
    },
  };
}

function message(type: FactType, version: number): [string, object] {
  const name = messageName(type, version);
  const summary = (vocabulary[type] as FactDefinition).about;
  return [name, { name, title: type, summary, contentType, payload: envelope(type, version) }];
}

const dataSchemas = (type: FactType): [string, object][] =>
  (vocabulary[type] as FactDefinition).versions.map((schema, index) => [
    messageName(type, index + 1),
    schema,
  ]);

const factsOn = (topic: FactDefinition['topic']) =>
  factTypes.filter((type) => vocabulary[type].topic === topic);

function factChannel(
  topic: FactDefinition['topic'],
  address: string,
  description: string,
  partitions: number,
): object {
  const names = factsOn(topic).flatMap((type) =>
    versionsOf(type).map((version) => messageName(type, version)),
  );
  return {
    address,
    description,
    ...onKafka,
    messages: Object.fromEntries(names.map((name) => [name, ref(`components/messages/${name}`)])),
    bindings: { kafka: { partitions } },
  };
}

const parkedRecord = {
  name: 'ParkedRecord',
  title: 'A record that a consumer could not handle',
  summary: 'Who could not handle which record, and why; never the record itself.',
  contentType: 'application/json',
  payload: {
    type: 'object',
    required: ['consumer', 'topic', 'partition', 'offset', 'subject', 'reason'],
    properties: {
      consumer: { type: 'string' },
      topic: { type: 'string' },
      partition: { type: 'integer' },
      offset: { type: 'integer' },
      subject: { type: 'string' },
      factId: { type: 'string' },
      reason: { type: 'string' },
    },
  },
};

function channels(): Record<string, object> {
  return {
    complaints: factChannel(
      'complaints',
      COMPLAINTS,
      'Every fact about a complaint, keyed by the complaint, kept for ever.',
      PARTITIONS,
    ),
    reference: factChannel(
      'reference',
      REFERENCE,
      'Versions of directory, policies and calendars; appointments.',
      1,
    ),
    ...feedChannels,
    parked: {
      address: PARKED,
      description: 'Records that a consumer could not handle.',
      ...onKafka,
      messages: { ParkedRecord: ref('components/messages/ParkedRecord') },
    },
  };
}

/** A service says what it owns, in the current version only. */
function sendOperations(): [string, object][] {
  const owners = [...new Set(factTypes.map((type): Service => vocabulary[type].owner))];
  return owners.flatMap((owner) =>
    (['complaints', 'reference'] as const).flatMap((topic): [string, object][] => {
      const owned = factsOn(topic).filter((type) => vocabulary[type].owner === owner);
      if (owned.length === 0) return [];
      const messages = owned.map((type) => ref(`channels/${topic}/messages/${type}`));
      return [
        [
          `${owner}-${topic}`,
          { action: 'send', channel: ref(`channels/${topic}`), summary: `What ${owner} says`, messages },
        ],
      ];
    }),
  );
}

/** Every service reads all facts, of every version ever written. */
const receiveOperations: [string, object][] = (['complaints', 'reference'] as const).map((topic) => [
  `read-${topic}`,
  {
    action: 'receive',
    channel: ref(`channels/${topic}`),
    summary: 'Every service folds these into what it knows',
  },
]);

/** The AsyncAPI 3 document of all topics, made from the vocabulary. */
export function asyncApi(version = '1'): object {
  const messages = factTypes.flatMap((type) => versionsOf(type).map((number) => message(type, number)));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'satupintu',
      version,
      description: 'The topics of satupintu. Words of people are sealed; only the vault can open them.',
    },
    defaultContentType: contentType,
    servers,
    channels: channels(),
    operations: Object.fromEntries([...sendOperations(), ...receiveOperations, ...feedOperations]),
    components: {
      messages: Object.fromEntries([
        ...messages,
        ...Object.entries(feedMessages),
        ['ParkedRecord', parkedRecord],
      ]),
      schemas: { ...Object.fromEntries(factTypes.flatMap(dataSchemas)), AgencyEvent },
    },
  };
}
