import { type Fact } from '@satupintu/events';
import { type Case } from '../../life/case';
import { evolve } from '../../life/evolve';
import { at, filing, lead, offer, say, sealed } from '../../life/facts.fixture';
import { exampleOf } from './example';

const lived = (...facts: readonly Fact[]): Case => {
  let state: Case | undefined;
  for (const each of facts) state = evolve(state, each).state;
  if (!state) throw new Error('no case');
  return state;
};
const learned = (...facts: readonly Fact[]) => exampleOf(lived(filing(), ...facts));

const unit = 'gov.32.04/dinas-kesehatan';
const accepted = (hour: number, hop = 0) =>
  say('DispositionAccepted', at(hour), { dispositionId: lead(hop), unit });
const declined = (hour: number, hop = 0) =>
  say('DispositionDeclined', at(hour), {
    dispositionId: lead(hop),
    ground: 'UU 23/2014',
    proposed: 'gov.32',
    words: sealed,
  });
const answered = (hour: number) =>
  say('SubstantiveAnswerGiven', at(hour), {
    dispositionId: lead(0),
    answerId: lead(9),
    words: sealed,
    attachments: [],
  });

describe('what a case teaches', () => {
  test('nothing while nobody has said anything: the router must not learn from itself', () => {
    expect(learned()).toBeUndefined();
    expect(learned(offer(at(1)))).toBeUndefined();
  });

  test('who accepted it, with the unit that took it', () => {
    expect(learned(offer(at(1)), accepted(2))).toMatchObject({
      said: 'accepted',
      at: at(2),
      handler: { organisation: 'gov.32.04', unit },
      against: [],
      weight: 1,
    });
  });

  test('more surely who answered it in substance', () => {
    expect(learned(offer(at(1)), accepted(2), answered(3))).toMatchObject({
      said: 'answered',
      at: at(3),
      weight: 2,
    });
  });

  test('more from what a person decided than from what was let happen', () => {
    const routed = offer(at(1), 0, { decidedBy: 'person' });
    expect(learned(routed)).toMatchObject({ said: 'routed', weight: 2 });
    expect(learned(routed, accepted(2))).toMatchObject({ said: 'accepted', weight: 2 });
  });

  test('who it is not, once they decline', () => {
    expect(learned(offer(at(1)), declined(2))).toMatchObject({
      said: 'declined',
      against: [{ organisation: 'gov.32.04' }],
    });
    expect(learned(offer(at(1)), declined(2))).not.toHaveProperty('handler');
  });

  test('the last word: a refusal stays a counter-example when another body has taken the case', () => {
    const second = offer(at(3), 1, { organisation: 'gov.32' });
    const taken = say('DispositionAccepted', at(4), { dispositionId: lead(1) });
    expect(learned(offer(at(1)), declined(2), second)).toMatchObject({ said: 'declined' });
    expect(learned(offer(at(1)), declined(2), second, taken)).toMatchObject({
      said: 'accepted',
      handler: { organisation: 'gov.32' },
      against: [{ organisation: 'gov.32.04' }],
    });
  });

  test('that a body which declined first and took it in the end is no counter-example', () => {
    const back = offer(at(3), 1, { decidedBy: 'person' });
    const taken = say('DispositionAccepted', at(4), { dispositionId: lead(1) });
    expect(learned(offer(at(1)), declined(2), back, taken)?.against).toEqual([]);
  });

  test('nothing any more, once its words are erased', () => {
    const erased = say('PersonErased', at(5), { scope: 'all' });
    expect(learned(offer(at(1)), accepted(2), erased)).toBeUndefined();
  });

  test('nothing from complaints against officials', () => {
    const state = lived(
      filing(at(0), { class: 'oversight_complaint' }),
      offer(at(1), 0, { class: 'oversight_complaint' }),
      accepted(2),
    );
    expect(exampleOf(state)).toBeUndefined();
  });
});
