import { AgencyEvent } from '@satupintu/events';
import { type Counted, impliedFeed } from '@satupintu/service/testing';
import Ajv from 'ajv';
import fc from 'fast-check';
import { agencyEvents } from './agency-event';
import { randomLife } from './random-life.fixture';

const runs = { numRuns: 200 };
const fits = new Ajv({ strict: false }).compile(AgencyEvent);
const nameOf = ({ organisation, factId }: { organisation: string; factId: string }) =>
  `${organisation} ${factId}`;

describe('over random lives, what bodies are told', () => {
  test('is what the log implies: of every fact that counted, those with a part in it, once each', () => {
    fc.assert(
      fc.property(randomLife, (life) => {
        const counted = life
          .filter(({ verdict }) => verdict.kind === 'applied')
          .map(({ fact }) => fact as Counted);
        const told = life.flatMap((applied) =>
          agencyEvents(applied).map(({ organisation }) => nameOf({ organisation, factId: applied.fact.id })),
        );
        expect([...told].sort()).toEqual(impliedFeed(counted).map(nameOf).sort());
      }),
      runs,
    );
  });

  test('ends for each part with one last event', () => {
    fc.assert(
      fc.property(randomLife, (life) => {
        const over = new Set<string>();
        for (const { event } of life.flatMap(agencyEvents)) {
          const { dispositionId, takesPart } = event.data;
          expect([dispositionId, over.has(dispositionId) && !takesPart]).toEqual([dispositionId, false]);
          if (takesPart) over.delete(dispositionId);
          else over.add(dispositionId);
        }
      }),
      runs,
    );
  });

  test('is ids, codes and instants, as the AsyncAPI document says, with an id of its own', () => {
    fc.assert(
      fc.property(randomLife, (life) => {
        const events = life.flatMap(agencyEvents).map(({ event }) => event);
        for (const event of events) expect([fits(event), fits.errors]).toEqual([true, null]);
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
        expect(JSON.stringify(events)).not.toMatch(/s1\./);
      }),
      runs,
    );
  });
});
