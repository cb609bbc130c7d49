import { type Fact } from '@satupintu/events';
import { type Case, isOpen, isOverdue, leadOf } from './case';
import { answer } from './decide-casework';
import {
  inviteContributor,
  offerLead,
  refusedContributions,
  refuseOffer,
  takeLead,
  withdrawOffer,
} from './decide-parts';
import { evolve } from './evolve';
import { at, clock, clockId, contributor, filing, lead, offer, say, sealed } from './facts.fixture';
import { type Verdict } from './verdict';

function live(...facts: readonly Fact[]): { state: Case; verdicts: Verdict[] } {
  let state: Case | undefined;
  const verdicts = facts.map((one) => {
    const evolved = evolve(state, one);
    state = evolved.state;
    return evolved.verdict;
  });
  if (!state) throw new Error('no case');
  return { state, verdicts };
}
const last = (of: { verdicts: Verdict[] }) => of.verdicts.at(-1);
const voidAs = (code: string) => ({ kind: 'void', code });
const by = (hour: number) => ({ at: at(hour), by: { role: 'coordinator' as const }, key: `wish:${hour}` });

const accepted = (hour: number, dispositionId = lead(0)) =>
  say('DispositionAccepted', at(hour), { dispositionId });
const invited = (hour: number, n = 0, over: { organisation?: string; required?: boolean } = {}) =>
  say('ContributorInvited', at(hour), {
    dispositionId: contributor(n),
    organisation: 'gov.32',
    words: sealed,
    required: true,
    ...over,
  });
const answered = (hour: number, dispositionId = lead(0), reason?: string) =>
  say('SubstantiveAnswerGiven', at(hour), {
    dispositionId,
    answerId: clockId(`answer:${hour}`),
    words: sealed,
    attachments: [],
    ...(reason !== undefined && { reason }),
  });
const leadOffered = (hour: number, n = 0, from = lead(0)) =>
  say('LeadOffered', at(hour), { from, to: contributor(n) });
const offerWithdrawn = (hour: number, n = 0) =>
  say('LeadOfferWithdrawn', at(hour), { from: lead(0), to: contributor(n), words: sealed });
const offerRefused = (hour: number, n = 0) =>
  say('LeadOfferRefused', at(hour), { from: lead(0), to: contributor(n), words: sealed });
const handedOver = (hour: number, from = lead(0), to = contributor(0)) =>
  say('LeadHandedOver', at(hour), { from, to });
const taken = [filing(), offer(at(1)), accepted(2)] as const;
const both = [...taken, invited(3), accepted(4, contributor(0))] as const;

describe('the lead’s answer in substance', () => {
  it('waits for a required contribution, while it is asked and while it is worked on', () => {
    expect(last(live(...taken, invited(3), answered(4)))).toEqual(voidAs('contribution-open'));
    expect(last(live(...both, answered(5)))).toEqual(voidAs('contribution-open'));
    expect(live(...both, answered(5, contributor(0)), answered(6)).state.status).toBe('answered');
  });

  it('does not wait where the lead says why, nor for what was asked without need, declined or let go', () => {
    expect(live(...taken, invited(3), answered(4, lead(0), sealed)).state.status).toBe('answered');
    expect(live(...taken, invited(3, 0, { required: false }), answered(4)).state.status).toBe('answered');
    const dispositionId = contributor(0);
    const declined = say('DispositionDeclined', at(4), {
      dispositionId,
      ground: 'g',
      proposed: 'nat.pln',
      words: sealed,
    });
    expect(live(...taken, invited(3), declined, answered(5)).state.status).toBe('answered');
    const released = say('ContributorReleased', at(4), { dispositionId, reason: 'not-needed' });
    expect(live(...taken, invited(3), released, answered(5)).state.status).toBe('answered');
  });

  it('is refused by the names of those it waits for', () => {
    const wish = { dispositionId: lead(0), kind: 'substantive' as const, words: sealed, attachments: [] };
    const refusal = answer(live(...taken, invited(3)).state, wish, by(5));
    expect(refusal).toMatchObject({ code: 'contribution-open', detail: expect.stringContaining('gov.32') });
  });
});

describe('an invitation', () => {
  it('counts once where two officers ask the same body at once', () => {
    expect(last(live(...taken, invited(3), invited(3, 1)))).toEqual(voidAs('already-on-case'));
    const facts = live(...taken, invited(3)).state;
    const wish = { organisation: 'gov.32', words: sealed, required: true };
    expect(inviteContributor(facts, wish, by(4))).toMatchObject({ code: 'already-on-case' });
  });

  it('counts twice where it is of the first version, as it always has', () => {
    const { state } = live(...taken, invited(3, 0, { required: false }), invited(3, 1, { required: false }));
    expect(Object.keys(state.dispositions)).toHaveLength(3);
  });

  it('stands for one that was declined, which is no longer the lead’s to decide on', () => {
    const declined = say('DispositionDeclined', at(4), {
      dispositionId: contributor(0),
      ground: 'g',
      proposed: 'nat.pln',
      words: sealed,
    });
    const { state } = live(...taken, invited(3), declined);
    expect(refusedContributions(state)).toMatchObject([{ organisation: 'gov.32', proposed: 'nat.pln' }]);
    const wish = { organisation: 'nat.pln', words: sealed, required: true, replaces: contributor(0) };
    const facts = inviteContributor(state, wish, by(5));
    if (!Array.isArray(facts)) throw new Error('refused');
    const [next] = facts;
    const after = next && evolve(state, next).state;
    expect(after && refusedContributions(after)).toEqual([]);
    expect(after && inviteContributor(after, { ...wish, organisation: 'nat.bpn' }, by(6))).toMatchObject({
      code: 'not-declined',
    });
  });
});

describe('the lead', () => {
  it('changes hands only where one body asks and the other takes it on', () => {
    expect(last(live(...both, handedOver(5)))).toEqual(voidAs('not-offered'));
    expect(last(live(...taken, invited(3), leadOffered(4)))).toEqual(voidAs('not-accepted'));
    const { state } = live(...both, leadOffered(5));
    expect(state.owner).toEqual({ organisation: 'gov.32.04' });
    const after = live(...both, leadOffered(5), handedOver(6)).state;
    expect(after).toMatchObject({ lead: contributor(0), owner: { organisation: 'gov.32' } });
    expect(after.leadOffer).toBeUndefined();
    expect(after.dispositions[lead(0)]).toMatchObject({ part: 'contributor', status: 'accepted' });
    expect(after.dispositions[lead(0)]?.required).toBeUndefined();
  });

  it('goes to the one that it was offered to last, and to nobody once that one is gone or the case answered', () => {
    const two = [...both, invited(4, 1, { organisation: 'nat.pln' }), accepted(5, contributor(1))] as const;
    const moved = live(...two, leadOffered(6), leadOffered(7, 1), handedOver(8));
    expect(last(moved)).toEqual(voidAs('not-offered'));
    const released = say('ContributorReleased', at(7), { dispositionId: contributor(0), reason: 'x' });
    expect(live(...both, leadOffered(6), released).state.leadOffer).toBeUndefined();
    const over = live(...both, leadOffered(5), answered(6, lead(0), sealed), handedOver(7));
    expect(last(over)).toEqual(voidAs('wrong-status'));
  });

  it('stays where it is once the offer is taken back or refused, until it is offered anew', () => {
    for (const ended of [offerWithdrawn(6), offerRefused(6)]) {
      const { state } = live(...both, leadOffered(5), ended);
      expect(state.leadOffer).toBeUndefined();
      expect(state).toMatchObject({ lead: lead(0), owner: { organisation: 'gov.32.04' } });
      expect(last(live(...both, leadOffered(5), ended, handedOver(7)))).toEqual(voidAs('not-offered'));
      const anew = live(...both, leadOffered(5), ended, leadOffered(7), handedOver(8)).state;
      expect(anew.lead).toBe(contributor(0));
    }
  });

  it('is not kept by a word on an offer that another one replaced, or that was taken on meanwhile', () => {
    const two = [...both, invited(4, 1, { organisation: 'nat.pln' }), accepted(5, contributor(1))] as const;
    const replaced = live(...two, leadOffered(6), leadOffered(7, 1), offerRefused(8));
    expect(last(replaced)).toEqual(voidAs('not-offered'));
    expect(replaced.state.leadOffer).toMatchObject({ to: contributor(1) });
    const taken = live(...both, leadOffered(5), handedOver(6), offerWithdrawn(7));
    expect(last(taken)).toEqual(voidAs('not-offered'));
    expect(last(live(...both, offerWithdrawn(5)))).toEqual(voidAs('not-offered'));
  });

  it('is decided on by the state: the wishes say who from and who to', () => {
    const { state } = live(...both);
    const offered = offerLead(state, { from: lead(0), to: contributor(0), words: sealed }, by(5));
    if (!Array.isArray(offered)) throw new Error('refused');
    const asked = offered[0] && evolve(state, offered[0]).state;
    const facts = asked && takeLead(asked, { dispositionId: contributor(0) }, by(6));
    expect(facts).toMatchObject([{ data: { from: lead(0), to: contributor(0) } }]);
    expect(takeLead(state, { dispositionId: contributor(0) }, by(6))).toMatchObject({ code: 'not-offered' });
    const [back, no] = [lead(0), contributor(0)].map((dispositionId) => ({ dispositionId, words: sealed }));
    if (!asked || !back || !no) throw new Error('no offer');
    const ends = { data: { from: lead(0), to: contributor(0) } };
    expect(withdrawOffer(asked, back, by(6))).toMatchObject([ends]);
    expect(refuseOffer(asked, no, by(6))).toMatchObject([ends]);
    expect(refuseOffer(asked, back, by(6))).toMatchObject({ code: 'not-offered' });
    expect(withdrawOffer(state, back, by(6))).toMatchObject({ code: 'not-offered' });
  });

  it('leaves the clocks of both parts behind: in time they end with it, a miss stays and its ladder stops', () => {
    const resolve = clock(at(2), 'resolve', at(50), { dispositionId: lead(0) });
    const first = clock(at(2), 'first_follow_up', at(5), { dispositionId: lead(0) });
    const missed = say('DeadlineMissed', at(5), {
      clockId: clockId('first_follow_up:0'),
      missedAt: at(5),
      ladder: [],
      calendarVersion: 'c1',
      policyVersion: 'p1',
    });
    const contribute = clock(at(3), 'contribute', at(40), { dispositionId: contributor(0) });
    const { state } = live(...both, resolve, first, contribute, missed, leadOffered(6), handedOver(7));
    expect(state.clocks[clockId('resolve:0')]).toMatchObject({ state: 'cancelled', stoppedAt: at(7) });
    expect(state.clocks[clockId('contribute:0')]).toMatchObject({ state: 'cancelled', stoppedAt: at(7) });
    expect(state.clocks[clockId('first_follow_up:0')]).toMatchObject({
      state: 'missed',
      missedAt: at(5),
      stoppedAt: at(7),
    });
    expect(Object.values(state.clocks).filter((each) => isOpen(each) || isOverdue(each))).toEqual([]);
  });

  it('leaves the reporter’s window running, and the reply goes to whoever leads then', () => {
    const question = say('AgencyQuestionAsked', at(5), {
      dispositionId: lead(0),
      questionId: clockId('q'),
      words: sealed,
    });
    const window = clock(at(5), 'reporter_information_window', at(60), { dispositionId: lead(0) });
    const passed = [...both, question, window, leadOffered(6), handedOver(7)] as const;
    const released = say('ContributorReleased', at(8), { dispositionId: lead(0), reason: 'not-needed' });
    const { state } = live(...passed, released);
    expect(state.clocks[clockId('reporter_information_window:0')]?.state).toBe('running');
    expect(state.questions.at(-1)).toMatchObject({ dispositionId: contributor(0) });
    const elapsed = say('InformationWindowElapsed', at(60), {
      clockId: clockId('reporter_information_window:0'),
      questionId: clockId('q'),
      elapsedAt: at(60),
    });
    expect(live(...passed, released, elapsed).state.status).toBe('in_progress');
  });

  it('begins after everything that went before, also where the clock of the other machine is behind', () => {
    const { state } = live(...both, leadOffered(4), handedOver(4));
    expect(leadOf(state)?.partSince).toBe('2026-03-02T04:00:00.001Z');
    const back = live(
      ...both,
      leadOffered(4),
      handedOver(4),
      say('LeadOffered', at(4), { from: contributor(0), to: lead(0) }),
      handedOver(4, contributor(0), lead(0)),
    );
    expect(leadOf(back.state)).toMatchObject({
      dispositionId: lead(0),
      partSince: '2026-03-02T04:00:00.002Z',
    });
  });
});
