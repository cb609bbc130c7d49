import { idOf } from '@satupintu/events';
import { type Case } from './case';
import { decisionsOn, triageArchive, triageAsk, triageRoute } from './decide-router';
import { evolve } from './evolve';
import { at, filing, say, sealed } from './facts.fixture';

const waiting = (anonymous: boolean): Case => {
  const asked = say('TriageRequested', at(1), {
    round: 0,
    owner: { organisation: 'gov.32.04' },
    why: 'unsure',
    class: 'complaint',
    reasons: [],
    suggestions: [],
    versions: {},
  });
  const { state } = evolve(evolve(undefined, filing(at(0), { anonymous })).state, asked);
  if (!state) throw new Error('no case');
  return state;
};
const by = { at: at(2), by: { role: 'coordinator', organisation: 'gov.32.04' }, key: idOf('wish') } as const;
const words = sealed;

describe('a correction of triage', () => {
  const actions = [
    ['route', (state: Case, anonymous: boolean) => triageRoute(state, { organisation: 'gov.32.04', words, versions: {} }, by, { anonymous })],
    ['archive', (state: Case, anonymous: boolean) => triageArchive(state, { reasonCode: 'x', words }, by, { anonymous })],
    ['ask', (state: Case, anonymous: boolean) => triageAsk(state, { words }, by, { anonymous })],
  ] as const; // prettier-ignore

  test.each(actions)('can hide a reporter, and never unmask one: %s', (_, decide) => {
    expect(decide(waiting(false), true)).toHaveLength(2);
    expect(decide(waiting(false), false)).toHaveLength(2);
    expect(decide(waiting(true), true)).toHaveLength(2);
    expect(decide(waiting(true), false)).toMatchObject({ status: 422, code: 'reporter-anonymous' });
  });
});

describe('what may be decided', () => {
  it('goes by where the case waits, and is nothing where it does not', () => {
    const state = waiting(false);
    expect(decisionsOn(state, at(3))).toEqual(['route', 'archive', 'ask']);
    const asked = triageAsk(state, { words }, by);
    const question = Array.isArray(asked) && asked[0] && evolve(state, asked[0]).state;
    expect(question && decisionsOn(question, at(3))).toEqual(['route', 'archive']);
    const routed = triageRoute(state, { organisation: 'gov.32.04', words, versions: {} }, by);
    const away = Array.isArray(routed) && routed[0] && evolve(state, routed[0]).state;
    expect(away && decisionsOn(away, at(3))).toEqual([]);
  });
});
