import { cloudEventType, currentVersion } from './codec';
import { type FactDefinition, type Service } from './fact-type';
import { Calendar } from './reference/calendar';
import { Directory } from './reference/directory';
import { RoutingPolicy } from './reference/routing-policy';
import { SlaPolicy } from './reference/sla-policy';
import * as shapes from './shapes';
import { COMPLAINTS, REFERENCE } from './topics';
import { type FactType, factTypes, vocabulary } from './vocabulary';

/** A schema as it can be looked at: what Typebox keeps besides the JSON is left out. */
interface Plain {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Plain[];
  readonly items?: Plain | readonly Plain[];
  readonly properties?: Readonly<Record<string, Plain>>;
  readonly required?: readonly string[];
  readonly patternProperties?: Readonly<Record<string, Plain>>;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

const named = new Map(
  Object.entries({ ...shapes, Directory, RoutingPolicy, SlaPolicy, Calendar })
    .filter(([, value]) => typeof value === 'object')
    .map(([name, schema]) => [JSON.stringify(schema), name]),
);

const bounds = ({ minimum, maximum, maxLength }: Plain): string => {
  if (maxLength !== undefined) return ` ≤ ${maxLength} characters`;
  if (minimum !== undefined && maximum !== undefined) return ` ${minimum}–${maximum}`;
  return minimum === undefined ? '' : ` ≥ ${minimum}`;
};

function kindOf(schema: Plain): string {
  const name = named.get(JSON.stringify(schema));
  if (name !== undefined) return name;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(' or ');
  if (schema.anyOf) return schema.anyOf.map(kindOf).join(' or ');
  if (schema.type === 'array') return `list of ${[schema.items ?? []].flat().map(kindOf).join(', ')}`;
  if (schema.patternProperties)
    return `map to ${Object.values(schema.patternProperties).map(kindOf).join(', ')}`;
  if (schema.properties) return `{ ${membersOf(schema).map(inline).join(', ')} }`;
  return `${schema.type ?? 'anything'}${bounds(schema)}`;
}

interface Member {
  readonly name: string;
  readonly kind: string;
  readonly required: boolean;
}

const membersOf = (schema: Plain): Member[] =>
  Object.entries(schema.properties ?? {}).map(([name, member]) => ({
    name,
    kind: kindOf(member),
    required: schema.required?.includes(name) ?? false,
  }));
const inline = ({ name, kind, required }: Member) => `${name}${required ? '' : '?'}: ${kind}`;

const topicOf = (definition: FactDefinition) => (definition.topic === 'complaints' ? COMPLAINTS : REFERENCE);

function history(definition: FactDefinition): string[] {
  const names = definition.versions.map((schema) => membersOf(schema as Plain).map(({ name }) => name));
  return names.slice(0, -1).map((before, index) => {
    const after = names[index + 1] ?? [];
    const came = after.filter((name) => !before.includes(name)).map((name) => `\`${name}\` came`);
    const went = before.filter((name) => !after.includes(name)).map((name) => `\`${name}\` went`);
    return `- version ${index + 1} → ${index + 2}: ${[...came, ...went].join(', ') || 'what members may hold changed'}`;
  });
}

function section(type: FactType): string[] {
  const definition: FactDefinition = vocabulary[type];
  const rows = membersOf(definition.versions.at(-1) as Plain);
  const table = rows.map(
    ({ name, kind, required }) => `| \`${name}\` | ${kind} | ${required ? 'always' : 'may be absent'} |`,
  );
  const past = history(definition);
  return [
    `### ${type}`,
    '',
    definition.about,
    '',
    `\`${cloudEventType(type)}\` on \`${topicOf(definition)}\`, version ${currentVersion(type)}`,
    ...(past.length === 0 ? [] : ['', ...past]),
    '',
    '| member | kind | |',
    '| --- | --- | --- |',
    ...table,
    '',
  ];
}

const ownerOf = (type: FactType): Service => vocabulary[type].owner;

/** `docs/events.md`: every fact that can be said, by the service that may say it. */
export function catalogue(): string {
  const owners = [...new Set(factTypes.map(ownerOf))];
  const overview = factTypes.map((type) => {
    const definition: FactDefinition = vocabulary[type];
    return `| [${type}](#${type.toLowerCase()}) | ${definition.owner} | \`${topicOf(definition)}\` | ${currentVersion(type)} |`;
  });
  return [
    '# The vocabulary: every fact that can be said',
    '',
    'Made from `libs/events` by `npm run docs`; a test fails when it is stale. A fact travels as a CloudEvent 1.0:',
    '`id` follows from a natural key, `subject` is the complaint (for reference facts the kind of reference), `time` is the',
    'instant at which the owning service accepted it, `dataschema` carries the version, and the extensions `actorrole`,',
    '`actororganisation`, `actorunit`, `actorsubject` and `cause` say who and why. Words of people are `Sealed`.',
    '',
    '| fact | owner | topic | version |',
    '| --- | --- | --- | --- |',
    ...overview,
    '',
    ...owners.flatMap((owner) => [
      `## Owned by ${owner}`,
      '',
      ...factTypes.filter((type) => ownerOf(type) === owner).flatMap(section),
    ]),
  ].join('\n');
}
