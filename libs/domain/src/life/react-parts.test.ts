import { type Fact } from '@satupintu/events';
import { type Case } from './case';
import { evolve } from './evolve';
import { at, contributor, filing, lead, offer, say, sealed } from './facts.fixture';
import { type PartContext, reactParts } from './react-parts';

const live = (...facts: readonly Fact[]): Case => {
  const state = facts.reduce<Case | undefined>((before, one) => evolve(before, one).state, undefined);
  if (!state) throw new Error('no case');
  return state;
};
const applied = { kind: 'applied' } as const;
const context: PartContext = { isConnected: (code) => code !== 'nat.nowhere', hopLimit: 2 };
const task = 's1.narrative.1.task.aa.bb';
const taken = [
  filing(),
  offer(at(1)),
  say('DispositionAccepted', at(2), { dispositionId: lead(0) }),
] as const;
const invited = say('ContributorInvited', at(3), {
  dispositionId: contributor(0),
  organisation: 'gov.32',
  words: task,
  required: true,
});
const declined = (dispositionId: string, proposed: string, hour = 4) =>
  say('DispositionDeclined', at(hour), { dispositionId, ground: 'UU 23/2014', proposed, words: sealed });
const after = (facts: readonly Fact[], last: Fact, known = context) =>
  reactParts({ fact: last, verdict: applied, after: live(...facts, last) }, known);

describe('a contribution that a body declines', () => {
  it('is asked of the body that it names: the same task, needed as much, by rule', () => {
    const [next, ...more] = after([...taken, invited], declined(contributor(0), 'nat.pln'));
    expect(more).toEqual([]);
    expect(next).toMatchObject({
      type: 'ContributorInvited',
      by: { role: 'rule' },
      data: { organisation: 'nat.pln', words: task, required: true, replaces: contributor(0) },
    });
    const state = live(...taken, invited, declined(contributor(0), 'nat.pln'), next!);
    expect(state.dispositions[next!.data.dispositionId]).toMatchObject({ decidedBy: 'rule', task });
  });

  it('says the same twice', () => {
    const last = declined(contributor(0), 'nat.pln');
    expect(after([...taken, invited], last)).toEqual(after([...taken, invited], last));
  });

  it.each([
    ['the lead itself', 'gov.32.04'],
    ['the decliner’s own body', 'gov.32'],
    ['a body that takes no cases here', 'nat.nowhere'],
  ])('comes back to the lead where it names %s', (_who, proposed) => {
    expect(after([...taken, invited], declined(contributor(0), proposed))).toEqual([]);
  });

  it('comes back to the lead of a confidential case, who decides whom it tells', () => {
    const facts = [filing(at(0), { confidential: true }), ...taken.slice(1), invited];
    expect(after(facts, declined(contributor(0), 'nat.pln'))).toEqual([]);
  });

  it('comes back to the lead after as many bodies as policy lets a case go through', () => {
    const facts: Fact[] = [...taken, invited];
    const asked: string[] = [];
    let dispositionId = contributor(0);
    for (const [hour, proposed] of ['nat.pln', 'nat.bpn', 'nat.kemenpu'].entries()) {
      const last = declined(dispositionId, proposed, 4 + hour);
      const [next] = after(facts, last);
      facts.push(last);
      if (!next) break;
      facts.push(next);
      asked.push(next.data.organisation);
      dispositionId = next.data.dispositionId;
    }
    expect(asked).toEqual(['nat.pln', 'nat.bpn']);
  });

  it('is nobody else’s matter once the case is answered', () => {
    const answered = say('SubstantiveAnswerGiven', at(4), {
      dispositionId: lead(0),
      answerId: contributor(5),
      words: sealed,
      attachments: [],
      reason: sealed,
    });
    expect(after([...taken, invited, answered], declined(contributor(0), 'nat.pln', 5))).toEqual([]);
  });

  it('is another thing than a lead that declines, which the router follows up', () => {
    expect(after([filing(), offer(at(1))], declined(lead(0), 'nat.pln'))).toEqual([]);
  });
});
