import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  it('is of version 3, with the parts that it requires', () => {
    expect(document).toMatchObject({ asyncapi: '3.0.0', info: { title: 'satupintu', version: '1' } });
    for (const channel of Object.values(document['channels']!))
      expect(channel).toMatchObject({ address: expect.any(String), messages: expect.any(Object) });
    for (const operation of Object.values(document['operations']!)) {
      expect(operation).toMatchObject({
        action: expect.stringMatching(/^(send|receive)$/),
        channel: { $ref: expect.any(String) },
      });
    }
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
