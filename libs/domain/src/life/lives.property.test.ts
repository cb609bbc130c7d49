import { fact } from '@satupintu/events';
import fc from 'fast-check';
import { evolve } from './evolve';
import { at, complaint, filing } from './facts.fixture';
import { anyFact, anyLife, fold, types } from './lives.fixture';

describe('evolve is total', () => {
  it('never throws and never touches what it was given, for any facts in any order', () => {
    fc.assert(
      fc.property(anyLife, (life) => void fold([filing(at(0), {}), ...life])),
      { numRuns: 1500 },
    );
  });

  it('gives the same state for the same facts, with any of them repeated', () => {
    const withRepeats = anyLife.chain((life) =>
      fc.tuple(fc.constant(life), fc.array(fc.nat(60), { maxLength: 10 })),
    );
    fc.assert(
      fc.property(withRepeats, ([life, again]) => {
        const first = filing(at(0), {});
        const repeated = [...life];
        for (const index of again)
          if (life[index % (life.length || 1)]) repeated.push(life[index % life.length]!);
        expect(fold([first, ...repeated])).toEqual(fold([first, ...life]));
      }),
      { numRuns: 500 },
    );
  });

  it('changes nothing where the verdict is void, and survives JSON', () => {
    fc.assert(
      fc.property(anyLife, anyFact, (life, one) => {
        const state = fold([filing(at(0), {}), ...life]);
        const { state: next, verdict } = evolve(state, one);
        if (verdict.kind === 'void') expect(next).toBe(state);
        expect(JSON.parse(JSON.stringify(next))).toEqual(next);
      }),
      { numRuns: 500 },
    );
  });

  it('always knows one accountable owner, and keeps one lead at most', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const state = fold([filing(at(0), {}), ...life])!;
        expect(state.owner.organisation).toMatch(/^(gov|nat)\./);
        const leads = Object.values(state.dispositions).filter(
          ({ part, status }) => part === 'lead' && (status === 'offered' || status === 'accepted'),
        );
        expect(leads.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1000 },
    );
  });

  it('means nothing before the filing', () => {
    for (const type of types.filter((one) => one !== 'ComplaintFiled')) {
      const early = fact(type, 'early', { subject: complaint, at: at(0), by: { role: 'rule' } }, {} as never);
      expect(evolve(undefined, early)).toEqual({
        state: undefined,
        verdict: { kind: 'void', code: 'not-filed' },
      });
    }
  });
});
