import fc from 'fast-check';
import { at, filing } from './facts.fixture';
import { ageOf, heldByBody, type Holding, holdings } from './holdings';
import { anyLife, fold } from './lives.fixture';

const now = fc.integer({ min: -2, max: 14 }).map(at);
const sum = (ages: readonly { gross: number; net: number }[]) => ({
  gross: ages.reduce((total, { gross }) => total + gross, 0),
  net: ages.reduce((total, { net }) => total + net, 0),
});
const holder = ({ organisation, unit, idle }: Holding) => JSON.stringify([organisation, unit, idle]);

describe('who held a case, after any facts in any order', () => {
  it('is always somebody, from the filing on, and nobody twice in a row', () => {
    fc.assert(
      fc.property(anyLife, now, (life, when) => {
        const state = fold([filing(at(2), {}), ...life])!;
        const stretches = holdings(state, when);
        expect(state.held.at(-1)).toMatchObject(state.owner);
        if (stretches.length > 0) expect(stretches[0]!.from).toBe(state.filedAt);
        stretches.slice(1).forEach((stretch, n) => {
          expect(stretches[n]!.to).toBe(stretch.from);
          expect(holder(stretches[n]!)).not.toBe(holder(stretch));
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('adds up to the age of the case to the millisecond, per stretch and per body', () => {
    fc.assert(
      fc.property(anyLife, now, (life, when) => {
        const state = fold([filing(at(2), {}), ...life])!;
        const stretches = holdings(state, when);
        const age = ageOf(state, when);
        expect(sum(stretches)).toEqual(age);
        expect(sum(heldByBody(stretches))).toEqual(age);
        const end = [when, state.closedAt ?? when].sort()[0]!;
        expect(age.gross).toBe(Math.max(0, Date.parse(end) - Date.parse(state.filedAt)));
        for (const { gross, net } of stretches) {
          expect(gross).toBeGreaterThan(0);
          expect(net).toBeGreaterThanOrEqual(0);
          expect(net).toBeLessThanOrEqual(gross);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
