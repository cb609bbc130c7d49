import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import specification from '@asyncapi/specs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { asyncApi } from './asyncapi';
import { catalogue } from './catalogue';
import { factTypes } from './vocabulary';

const docs = join(__dirname, '../../../docs');

interface Json {
  readonly [key: string]: Json;
}
const document = JSON.parse(JSON.stringify(asyncApi())) as Json;

/** Every `$ref` in the document, with what it points to. */
function references(node: unknown): [string, unknown][] {
  if (typeof node !== 'object' || node === null) return [];
  const { $ref } = node as { $ref?: unknown };
  const here: [string, unknown][] = typeof $ref === 'string' ? [[$ref, resolve($ref)]] : [];
  return [...here, ...Object.values(node).flatMap(references)];
}
const resolve = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((node, key) => (node as Json | undefined)?.[key], document);

describe('the documents made from the vocabulary', () => {
  it('are fresh: `npm run docs` would change nothing', () => {
    expect(readFileSync(join(docs, 'events.md'), 'utf8')).toBe(catalogue());
    expect(JSON.parse(readFileSync(join(docs, 'asyncapi.json'), 'utf8'))).toEqual(document);
  });

  it('name every fact, its owner and its members', () => {
    for (const type of factTypes) expect(catalogue()).toContain(`### ${type}\n`);
    expect(catalogue()).toContain('- version 1 → 2: `appealable` came');
    expect(catalogue()).toContain('| `unit` | UnitCode | may be absent |');
  });
});

describe('the AsyncAPI document', () => {
  it('is of version 3: fits the schema of the specification, and would not if a member were misspelt', () => {
    // The schema brings its own copy of JSON Schema along.
    const ajv = addFormats(new Ajv({ strict: false, meta: false, validateSchema: false }));
    const fits = ajv.compile(specification['schemas']['3.0.0'] as object);
    expect([fits(document), fits.errors]).toEqual([true, null]);
    const { feed, ...others } = document['channels'] as Record<string, object>;
    expect(fits({ ...document, channels: { ...others, feed: { ...feed, adress: 'x' } } })).toBe(false);
  });

  it('tells agencies of all ways to their events, with one shape of event on each', () => {
    expect(document['channels']).toMatchObject({
      agency: { address: 'satupintu.agency.{organisation}' },
      feed: { address: '/v1/feeds/{organisation}' },
      webhook: { address: null },
    });
    const event = { $ref: '#/components/schemas/AgencyEvent' };
    expect(document['components']!['messages']).toMatchObject({
      AgencyEvent: { payload: event },
      AgencyCall: { payload: event, headers: { required: expect.arrayContaining(['webhook-signature']) } },
      FeedPage: { payload: { properties: { items: { items: event } } } },
    });
  });

  it('points only to what is there', () => {
    const dangling = references(document).filter(([, target]) => target === undefined);
    expect(dangling).toEqual([]);
  });

  it('lets each fact be sent by its owner alone', () => {
    const senders = Object.entries(document['operations']!).filter(
      ([, operation]) => (operation as { action?: unknown }).action === 'send',
    );
    const sent = senders.flatMap(([, operation]) =>
      ((operation['messages'] ?? []) as unknown as { $ref: string }[]).map(({ $ref }) =>
        $ref.split('/').at(-1),
      ),
    );
    expect(sent.sort()).toEqual([...factTypes].sort());
  });

  it('keeps older versions among what may be read', () => {
    expect(document['channels']!['complaints']!['messages']).toHaveProperty(['ComplaintArchived.v1']);
  });
});
