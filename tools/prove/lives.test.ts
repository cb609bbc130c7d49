import { type ComplaintFact, type FactOf, idOf } from '@satupintu/events';
import { provedLife } from './prove-life';
import { shippedWorld } from './shipped';
import { type Lived, someLife } from './some-life';

const world = shippedWorld();

it('nothing differs in random lives through the reactions and the timers, and all that a clock does comes up', () => {
  const total = { misses: 0, steps: 0, reminders: 0, windows: 0 };
  for (let seed = 1; seed <= 200; seed += 1) {
    const { differences, tally } = provedLife(someLife(seed, world));
    expect({ seed, differences }).toEqual({ seed, differences: [] });
    total.misses += tally.misses;
    total.steps += tally.steps;
    total.reminders += tally.reminders;
    total.windows += tally.windows;
  }
  expect(Object.values(total).every((count) => count > 10)).toBe(true);
});

it.each([2536, 3391])(
  'nothing differs in life %i, whose steps were overdue when other versions counted them again',
  (seed) => expect(provedLife(someLife(seed, world)).differences).toEqual([]),
);

type Change = (facts: readonly ComplaintFact[], lived: Lived) => readonly ComplaintFact[] | undefined;

/** Replaces the last fact of a type that is said only once; undefined where the life has none. */
const change =
  <T extends ComplaintFact['type']>(
    type: T,
    to: (fact: FactOf<T>, lived: Lived) => ComplaintFact[] | undefined,
  ): Change =>
  (facts, lived) => {
    const isAlone = ({ id }: ComplaintFact) => facts.filter((other) => other.id === id).length === 1;
    const at = facts.findLastIndex((fact) => fact.type === type && isAlone(fact));
    const made = at < 0 ? undefined : to(facts[at] as unknown as FactOf<T>, lived);
    return made && [...facts.slice(0, at), ...made, ...facts.slice(at + 1)];
  };
const plus = (instant: string, milliseconds: number) =>
  new Date(Date.parse(instant) + milliseconds).toISOString();
const as = (fact: object) => fact as ComplaintFact;

const tamperings: [what: string, change: Change][] = [
  [
    'a due time of a start, a millisecond off',
    change('ClockStarted', (fact) =>
      fact.data.dueAt === null
        ? undefined
        : [as({ ...fact, data: { ...fact.data, dueAt: plus(fact.data.dueAt, 1) } })],
    ),
  ],
  [
    'a due time that moved',
    change('DueTimesMoved', (fact) => {
      const [first, ...others] = fact.data.clocks;
      const dueAt = first?.dueAt;
      if (!first || dueAt === null || dueAt === undefined) return undefined;
      return [
        as({
          ...fact,
          data: { ...fact.data, clocks: [{ ...first, dueAt: plus(dueAt, 60_000) }, ...others] },
        }),
      ];
    }),
  ],
  [
    'a due time after a pause',
    change('ClockResumed', (fact) => {
      const [first] = fact.data.clocks;
      const dueAt = first?.dueAt;
      if (!first || dueAt === null || dueAt === undefined) return undefined;
      return [
        as({ ...fact, data: { ...fact.data, clocks: [{ ...first, dueAt: plus(dueAt, -86_400_000) }] } }),
      ];
    }),
  ],
  ['a miss that is not there', change('DeadlineMissed', () => [])],
  ['a step that is not there', change('CaseEscalated', () => [])],
  ['a start that is not there', change('ClockStarted', () => [])],
  [
    'a reminder that is not there',
    // Of a clock that was missed after it: who has answered, or follows another case, misses no reminder.
    change('ReminderDue', ({ data }, { facts }) =>
      facts.some(
        (fact) =>
          fact.type === 'DeadlineMissed' &&
          fact.data.clockId === data.clockId &&
          fact.data.missedAt > data.remindedAt,
      )
        ? []
        : undefined,
    ),
  ],
  ['an annulment that is not there', change('MissAnnulled', () => [])],
  [
    'a step said twice, under another id',
    change('CaseEscalated', (fact) => [as(fact), as({ ...fact, id: idOf(`again:${fact.id}`) })]),
  ],
  [
    'a miss said twice, under another id',
    change('DeadlineMissed', (fact) => [as(fact), as({ ...fact, id: idOf(`again:${fact.id}`) })]),
  ],
  [
    'a step to somebody else',
    change('CaseEscalated', (fact) => [
      as({ ...fact, data: { ...fact.data, to: { organisation: 'nat.else' } } }),
    ]),
  ],
  [
    'a ladder that climbs too fast',
    change('DeadlineMissed', (fact) => {
      const [first, second, ...others] = fact.data.ladder;
      if (!first || !second || second.at === null || second.at === first.at) return undefined;
      return [
        as({ ...fact, data: { ...fact.data, ladder: [first, { ...second, at: first.at }, ...others] } }),
      ];
    }),
  ],
  [
    'a calendar that nobody published',
    change('ClockStarted', (fact) => [as({ ...fact, data: { ...fact.data, calendarVersion: 'mine' } })]),
  ],
  [
    'a calendar that was not in force yet or any more',
    change('ClockStarted', (fact, { reference }) => {
      const wrong = reference.find(
        ({ type, data, at }) =>
          type === 'CalendarPublished' &&
          data.version !== fact.data.calendarVersion &&
          plus(at, 600_000) < fact.at,
      );
      if (wrong?.type !== 'CalendarPublished') return undefined;
      return [as({ ...fact, data: { ...fact.data, calendarVersion: wrong.data.version } })];
    }),
  ],
  [
    'a start from another instant',
    change('ClockStarted', (fact) => [
      as({ ...fact, data: { ...fact.data, startedAt: plus(fact.data.startedAt, -3_600_000) } }),
    ]),
  ],
  [
    'a pause that is not there',
    (facts) => {
      const kept = facts.filter(({ type }) => type !== 'ClockPaused' && type !== 'ClockResumed');
      return kept.length < facts.length ? kept : undefined;
    },
  ],
];

/** The first life that the change fits. */
function tampered(tampering: Change): Lived {
  for (let seed = 1; seed <= 2_000; seed += 1) {
    const lived = someLife(seed, world);
    const facts = tampering(lived.facts, lived);
    if (facts) return { ...lived, facts };
  }
  throw new Error('no life has what is to be tampered with');
}

describe('finds in a log', () => {
  it.each(tamperings)('%s', (_, tampering) => {
    expect(provedLife(tampered(tampering)).differences).not.toEqual([]);
  });
});
