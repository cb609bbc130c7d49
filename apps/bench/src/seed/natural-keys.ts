import { type Fact, idOf } from '@satupintu/events';
import { differingIn } from './places';

const most = 8;
const numbers = Array.from({ length: most }, (_, n) => n);
const distinct = (texts: Iterable<string>): string[] => [...new Set(texts)];

/** Keys that services make ids from again, instead of keeping the id: offers, clocks, and what a body is told of a fact. */
const keysAbout = (id: string, kinds: readonly string[], bodies: readonly string[]): string[] => [
  ...numbers.map((hop) => `offer:${id}:${hop}:lead`),
  ...kinds.flatMap((kind) => numbers.map((round) => `clock:${id}:${kind}:${round}`)),
  ...numbers.map((round) => `${id}:again:${round}`),
  `${id}:next`,
  ...bodies.map((body) => `told:${id}:${body}`),
];

const instantsIn = (text: string): string[] => text.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g) ?? [];

/** Keys of what clocks say, which the proof of the clocks makes again. `pauses`: since when clocks of the case stood still. */
function keysOfFact({ type, by, cause, data }: Fact, pauses: readonly string[]): string[] {
  if (by.role !== 'rule') return [];
  const text = JSON.stringify(data);
  const instants = distinct([...instantsIn(text), ...(type === 'ClockResumed' ? pauses : [])]);
  const level = 'level' in data ? [`:${String(data.level)}`] : [];
  return distinct(differingIn(text)).flatMap((clock) => {
    const events = ['miss', 'reminder', 'window', 'pause', 'resume', 'step'].flatMap((name) =>
      instants.flatMap((at) => ['', ...level].map((step) => `${name}:${clock}:${at}${step}`)),
    );
    const revised = events.flatMap((key) => [key, ...numbers.map((revision) => `${key}:${revision + 1}`)]);
    const own = [clock, `stop:${clock}`, `annul:${clock}:${cause ?? ''}`, ...revised];
    return own.map((key) => `${type}:${key}`);
  });
}

/**
 * The keys that ids of a life follow from, where they hold other ids of the same life. Copies must keep to them: a
 * clock that stands in a state under another id than its key gives would be started a second time.
 */
export function naturalKeys(ids: readonly string[], facts: readonly Fact[]): Map<string, string> {
  const started = facts.flatMap(({ type, data }) => (type === 'ClockStarted' ? [data.kind] : []));
  const kinds = distinct([...started, 'review after dispute']);
  const bodies = distinct(JSON.stringify(facts).match(/(?<="organisation":")[^"]+/g) ?? []);
  const pauses = facts.flatMap(({ type, data }) => (type === 'ClockPaused' ? [data.pausedAt] : []));
  const known = new Set(ids);
  const keys = [
    ...ids.flatMap((id) => keysAbout(id, kinds, bodies)),
    ...facts.flatMap((fact) => keysOfFact(fact, pauses)),
  ];
  return new Map(
    keys.flatMap((key) => {
      const id = idOf(key);
      return known.has(id) ? [[id, key] as const] : [];
    }),
  );
}
