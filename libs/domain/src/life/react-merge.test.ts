import { type ComplaintFactType, type Data, type Fact, fact, idOf } from '@satupintu/events';
import { type Case } from './case';
import { evolve } from './evolve';
import { at, complaint, filing } from './facts.fixture';
import { reactMerge } from './react-merge';

const other = idOf('complaint:other');

function say<T extends ComplaintFactType>(type: T, hour: number, data: Data<T>, subject = complaint): Fact {
  return fact(type, `${type}:${hour}`, { subject, at: at(hour), by: { role: 'rule' } }, data) as Fact;
}

/** Two cases and the facts that go between them, until nobody has anything more to say. */
const lives = (...facts: readonly Fact[]) => livesOn(new Map(), ...facts);
function livesOn(known: ReadonlyMap<string, Case>, ...facts: readonly Fact[]): Map<string, Case> {
  const states = new Map(known);
  const queue = [...facts];
  for (let fact = queue.shift(); fact; fact = queue.shift()) {
    const before = states.get(fact.subject);
    const { state: after, verdict } = evolve(before, fact);
    if (after) states.set(fact.subject, after);
    queue.push(...reactMerge({ fact, verdict, before }));
  }
  return states;
}

const asked = (hour: number, from = complaint, into = other) =>
  say('MergeAsked', hour, { mergeId: idOf(`merge:${hour}`), into }, from);
const offer = (dispositionId: string): Data<'DispositionOffered'> => ({
  dispositionId,
  hop: 0,
  organisation: 'gov.32',
  decidedBy: 'rule',
  final: false,
  class: 'complaint',
  reasons: [],
  versions: {},
});
const both = [filing(), { ...filing(), id: idOf('filed:other'), subject: other }];

describe('merging', () => {
  test('takes effect on both cases', () => {
    const states = lives(...both, asked(1));
    expect(states.get(complaint)).toMatchObject({ status: 'merged', merge: { into: other } });
    expect(states.get(other)?.merge.followers).toEqual([complaint]);
  });

  test('never makes a circle: of two that ask each other none waits for ever', () => {
    const states = lives(...both, asked(1), asked(2, other, complaint));
    const following = [...states.values()].filter(({ merge }) => merge.into !== undefined);
    expect(following.length).toBeLessThanOrEqual(1);
    for (const { merge } of states.values()) expect(merge.asked).toBeUndefined();
  });

  test('frees the follower where the lead cannot take it', () => {
    const withdrawn = say('ReporterWithdrew', 1, { replyId: idOf('reply') }, other);
    expect(lives(...both, withdrawn, asked(2)).get(complaint)).toMatchObject({
      status: 'filed',
      merge: { followers: [] },
    });
  });

  test('is let go by the lead where the follower has ended meanwhile', () => {
    const withdrawn = say('ReporterWithdrew', 2, { replyId: idOf('reply') });
    const states = lives(...both, asked(1), withdrawn);
    expect(states.get(complaint)?.status).toBe('closed');
    expect(states.get(other)?.merge.followers).toEqual([]);
  });

  test.each(['ReporterDisputed', 'ReporterWithdrew'] as const)(
    'ends on both where the follower’s reporter leaves: %s',
    (type) => {
      const left = say(type, 3, { replyId: idOf('reply'), attachments: [], leaves: other } as never);
      const states = lives(...both, asked(1));
      const { state, verdict } = evolve(states.get(complaint), left);
      expect(verdict).toEqual({ kind: 'applied' });
      expect(state?.status).toBe(type === 'ReporterDisputed' ? 'filed' : 'closed');
      const before = states.get(complaint);
      const [letGo, ...more] = reactMerge({ fact: left, verdict, before });
      expect(more).toEqual([]);
      expect(evolve(states.get(other), letGo as Fact).state?.merge.followers).toEqual([]);
    },
  );

  test('ends where the lead’s reporter takes it back: the others’ matter is still theirs', () => {
    const withdrawn = say('ReporterWithdrew', 3, { replyId: idOf('reply') }, other);
    const states = livesOn(lives(...both, asked(1)), withdrawn);
    expect(states.get(other)).toMatchObject({ status: 'closed', merge: { followers: [] } });
    expect(states.get(complaint)).toMatchObject({ status: 'filed', merge: { followers: [] } });
  });

  test('lasts where the lead’s reporter takes back what was answered: the answer was for all', () => {
    const dispositionId = idOf('disposition');
    const words = 's1.narrative.1.answer.aa.bb';
    const states = livesOn(
      lives(...both, asked(1)),
      say('DispositionOffered', 2, offer(dispositionId), other),
      say('DispositionAccepted', 3, { dispositionId }, other),
      say('SubstantiveAnswerGiven', 4, { dispositionId, answerId: idOf('a'), words, attachments: [] }, other),
      say('ReporterWithdrew', 5, { replyId: idOf('reply') }, other),
    );
    expect(states.get(other)).toMatchObject({ status: 'closed', merge: { followers: [complaint] } });
    expect(states.get(complaint)?.status).toBe('merged');
  });

  test('is undone on both', () => {
    const merged = lives(...both, asked(1));
    expect(merged.get(complaint)?.status).toBe('merged');
    const data = { mergeId: idOf('merge:undo'), lead: other, follower: complaint };
    const undone = say('MergeUndone', 9, data);
    const states = livesOn(merged, undone);
    expect(states.get(complaint)?.status).toBe('filed');
    expect(states.get(other)?.merge.followers).toEqual([]);
  });
});
