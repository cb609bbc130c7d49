import { cloudEventType, currentVersion } from './codec';
import { type FactDefinition, factsOf } from './fact-type';
import { Id, Shape } from './shapes';
import { factTypes, vocabulary } from './vocabulary';

const definitionOf = (type: (typeof factTypes)[number]): FactDefinition => vocabulary[type];

/** Members that hold words of people, by the names the vocabulary uses for them. */
const wordy = /^(words|person)$/;

describe('the vocabulary', () => {
  it.each(factTypes)('%s has one owner, a topic, a sentence about it, and a schema per version', (type) => {
    const { owner, topic, about, versions, upcasts } = definitionOf(type);
    expect(['intake', 'router', 'casework', 'sla-monitor', 'oversight']).toContain(owner);
    expect(['complaints', 'reference']).toContain(topic);
    expect(about).toMatch(/^[A-Z].*\.$/u);
    expect(versions).toHaveLength(upcasts.length + 1);
    expect(currentVersion(type)).toBe(versions.length);
  });

  it.each(factTypes)('%s refuses members that nobody declared', (type) => {
    for (const schema of definitionOf(type).versions)
      expect(schema).toMatchObject({ additionalProperties: false });
  });

  it('gives every fact a name of its own on the topics', () => {
    expect(new Set(factTypes.map(cloudEventType)).size).toBe(factTypes.length);
    expect(cloudEventType('SubstantiveAnswerGiven')).toBe('id.satupintu.substantive-answer-given');
  });

  it('seals words and persons wherever they stand', () => {
    const members = factTypes.flatMap((type) =>
      definitionOf(type).versions.flatMap((schema) =>
        Object.entries(schema['properties'] as Record<string, { pattern?: string }>),
      ),
    );
    const open = members.filter(
      ([name, schema]) => wordy.test(name) && !schema.pattern?.startsWith('^s1\\.'),
    );
    expect(open).toEqual([]);
  });

  it('insists on an upcast for each step between versions', () => {
    const versions = [Shape({ a: Id }), Shape({ b: Id })];
    expect(() => factsOf('router', 'complaints', { Moved: { about: 'Moved.', versions } })).toThrow(
      'one upcast per step',
    );
  });
});
