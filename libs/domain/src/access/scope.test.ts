import { type Fact, type Role } from '@satupintu/events';
import { evolve } from '../life/evolve';
import { at, contributor, filing, lead, offer, say, sealed } from '../life/facts.fixture';
import { type Case } from '../life/case';
import { type Person } from './actor';
import { mayReadCase, maySeeBetween } from './scope';
import { type Tree } from './tree';

const tree: Tree = {
  within: (code, above) => code === above || code.startsWith(`${above}.`),
  regionOf: (code) => code.slice('gov.'.length),
};
const person = (role: Role, organisation: string): Person => ({
  subject: 's',
  name: 'N',
  role,
  organisation,
});
const live = (...facts: readonly Fact[]): Case =>
  facts.reduce<Case | undefined>((state, one) => evolve(state, one).state, undefined) as Case;

const helper = 'gov.33.74';
const dispositionId = contributor(0);
const invited = say('ContributorInvited', at(3), {
  dispositionId,
  organisation: helper,
  words: sealed,
  required: true,
});
const released = say('ContributorReleased', at(4), { dispositionId, reason: 'not-needed' });
const declined = say('DispositionDeclined', at(4), { dispositionId, ground: 'UU', proposed: 'gov.33', words: sealed }); // prettier-ignore
const before = [filing(), offer(at(1)), say('DispositionAccepted', at(2), { dispositionId: lead(0) })];
const onCase = (role: Role, organisation: string) => ({
  sees: (state: Case) => mayReadCase(person(role, organisation), state, tree),
  seesBetween: (state: Case) => maySeeBetween(person(role, organisation), state, tree),
});

describe('who has a part in a case', () => {
  const officer = onCase('coordinator', helper);

  test('sees it, and what goes on between the bodies', () => {
    const state = live(...before, invited);
    expect([officer.sees(state), officer.seesBetween(state)]).toEqual([true, true]);
  });

  test('sees that it went on, not what the others do, once it has given its part away', () => {
    const state = live(...before, invited, declined);
    expect([officer.sees(state), officer.seesBetween(state)]).toEqual([true, false]);
  });

  test('sees nothing of it any more when it was let go, nor does who heads it or stands above', () => {
    const state = live(...before, invited, released);
    expect(officer.sees(state)).toBe(false);
    for (const organisation of [helper, 'gov.33'])
      expect(onCase('executive', organisation).sees(state)).toBe(false);
    expect(onCase('executive', 'gov.32').sees(state)).toBe(true);
  });
});

test('supervisors see what goes on between the bodies; a front end sees no more than its reporter', () => {
  const state = live(filing(at(0), { filedBy: 'nat.kominfo' }), offer(at(1)));
  for (const [role, organisation] of [
    ['national', 'nat.panrb'],
    ['analyst', 'ombudsman'],
    ['executive', 'gov.32'],
  ] as const)
    expect(onCase(role, organisation).seesBetween(state)).toBe(true);
  const frontEnd = onCase('channel', 'nat.kominfo');
  expect([frontEnd.sees(state), frontEnd.seesBetween(state)]).toEqual([true, false]);
});
