import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudEventType, currentVersion, decode, encode, UndecodableFact } from './codec';
import { fact, idOf } from './identity';
import { factTypes, isComplaintFact, vocabulary } from './vocabulary';

/** Facts as they once stood on a topic. A recording is never edited; a new version gets a recording of its own. */
const folder = join(__dirname, 'fixtures');
const recorded = (name: string) => readFileSync(join(folder, name), 'utf8');
const fileOf = (type: (typeof factTypes)[number], version: number) =>
  `${cloudEventType(type).replace('id.satupintu.', '')}.${version}.json`;
const written = factTypes.flatMap((type) =>
  vocabulary[type].versions.map((_, index) => ({ type, version: index + 1 })),
);

describe('what was once written', () => {
  it('is recorded for every fact in every version', () => {
    expect(readdirSync(folder).sort()).toEqual(
      written.map(({ type, version }) => fileOf(type, version)).sort(),
    );
  });

  it.each(written)('can be read for ever: $type, version $version', ({ type, version }) => {
    const fact = decode(recorded(fileOf(type, version)));
    expect(fact.type).toBe(type);
    expect(isComplaintFact(fact)).toBe(vocabulary[type].topic === 'complaints');
    expect(decode(encode(fact))).toEqual(fact);
  });

  it.each(written.filter(({ type, version }) => version === currentVersion(type)))(
    'is written the same today: $type',
    ({ type, version }) => {
      const text = recorded(fileOf(type, version));
      expect(JSON.parse(encode(decode(text)))).toEqual(JSON.parse(text));
    },
  );

  it('is lifted to the current version: an archiving of the first version could always be appealed', () => {
    const first = decode(recorded('complaint-archived.1.json'));
    const second = decode(recorded('complaint-archived.2.json'));
    expect(first.data).toEqual({ ...second.data, appealable: true });
    expect(JSON.parse(encode(first))).toMatchObject({ dataschema: 'urn:satupintu:complaint-archived:2' });
  });
});

describe('text that is no fact', () => {
  const filed = JSON.parse(recorded('complaint-filed.1.json')) as { data: object };
  const cases = [
    ['not-json', '{"specversion":'],
    ['not-a-cloudevent', '{"id":"1"}'],
    ['not-a-cloudevent', JSON.stringify({ ...filed, data: undefined })],
    ['unknown-type', JSON.stringify({ ...filed, type: 'id.satupintu.complaint-forgotten' })],
    ['unknown-version', JSON.stringify({ ...filed, dataschema: 'urn:satupintu:complaint-filed:0' })],
    ['unknown-version', JSON.stringify({ ...filed, dataschema: undefined })],
    ['invalid-data', JSON.stringify({ ...filed, data: { ...filed.data, channel: 'pigeon' } })],
    ['invalid-data', JSON.stringify({ ...filed, data: { ...filed.data, text: 'words in the open' } })],
  ] as const;

  it.each(cases)('is refused as %s', (code, text) => {
    expect(() => decode(text)).toThrow(UndecodableFact);
    expect(() => decode(text)).toThrow(expect.objectContaining({ code, retryable: false }));
  });

  it('waits for a newer release where its version is newer', () => {
    const newer = JSON.stringify({ ...filed, dataschema: 'urn:satupintu:complaint-filed:99' });
    expect(() => decode(newer)).toThrow(expect.objectContaining({ code: 'newer-version', retryable: true }));
  });

  it('is not written either', () => {
    const broken = decode(recorded('person-erased.1.json'));
    expect(() => encode({ ...broken, data: { scope: 'everything' } } as never)).toThrow(UndecodableFact);
  });
});

describe('the id of a fact', () => {
  const about = {
    subject: idOf('filed:a'),
    at: '2026-03-17T02:00:00.000Z',
    by: { role: 'reporter' },
  } as const;

  it('follows from its type and natural key, whoever makes it and when', () => {
    const once = fact('PersonErased', 'erase:a', about, { scope: 'all' });
    const again = fact(
      'PersonErased',
      'erase:a',
      { ...about, at: '2026-04-01T00:00:00.000Z' },
      { scope: 'identity' },
    );
    expect(again.id).toBe(once.id);
    expect(fact('PersonErased', 'erase:b', about, { scope: 'all' }).id).not.toBe(once.id);
    expect(once.id).not.toBe(idOf('erase:a'));
  });

  it('never changes: it stands in recorded logs', () => {
    expect(idOf('offer:example:0')).toMatchInlineSnapshot(`"5978992a-6a98-5b33-8247-34c19249626b"`);
  });
});
