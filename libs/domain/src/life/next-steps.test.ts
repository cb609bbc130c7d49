import { type Fact, fact } from '@satupintu/events';
import { type Person } from '../access/actor';
import { type Case, leadOf } from './case';
import { evolve } from './evolve';
import { at, complaint, contributor, filing, lead, offer, say, sealed } from './facts.fixture';
import { lastActFor } from './last-act';
import { nextSteps } from './next-steps';

const live = (...facts: readonly Fact[]): Case => {
  const state = facts.reduce<Case | undefined>((before, one) => evolve(before, one).state, undefined);
  if (!state) throw new Error('no case');
  return state;
};
const officer = (organisation: string, role: Person['role'] = 'coordinator', unit?: string): Person => ({
  subject: `${role}:${organisation}`,
  name: 'Uji',
  role,
  organisation,
  ...(unit !== undefined && { unit }),
});
const own = officer('gov.32.04');
const province = officer('gov.32');
const accepted = (hour: number, dispositionId = lead(0)) =>
  say('DispositionAccepted', at(hour), { dispositionId });
const invited = (hour: number, over: { required?: boolean } = {}) =>
  say('ContributorInvited', at(hour), {
    dispositionId: contributor(0),
    organisation: 'gov.32',
    words: sealed,
    required: true,
    ...over,
  });
const offered = [filing(), offer(at(1))] as const;
const taken = [...offered, accepted(2)] as const;
const both = [...taken, invited(3), accepted(4, contributor(0))] as const;
const stepsOf = (state: Case, person = own, dispositionId = leadOf(state)?.dispositionId ?? '') =>
  nextSteps(state, dispositionId, at(9), person);

describe('the calls that would be granted', () => {
  it('are those of an offer: take it on, say whose it is, name a unit', () => {
    expect(stepsOf(live(...offered))).toEqual(['accept', 'decline', 'assign', 'thread', 'merge']);
  });

  it('leave out what only the head of the body decides', () => {
    const liaison = officer('gov.32.04', 'liaison');
    expect(stepsOf(live(...offered), liaison)).toEqual(['accept', 'decline', 'thread']);
  });

  it('leave out a refusal where the tier above has decided', () => {
    expect(stepsOf(live(filing(), offer(at(1), 0, { final: true })))).not.toContain('decline');
  });

  it('tell that an answer does not wait for a required contribution only where the lead says why', () => {
    const waits = stepsOf(live(...taken, invited(3)));
    expect(waits).toEqual(expect.arrayContaining(['answers:first', 'answers:reasoned', 'release']));
    expect(waits).not.toContain('answers:substantive');
    const free = stepsOf(live(...taken, invited(3, { required: false })));
    expect(free).toContain('answers:substantive');
    expect(free).not.toContain('answers:reasoned');
  });

  it('let the lead change hands only between two that agree', () => {
    expect(stepsOf(live(...taken, invited(3)))).not.toContain('handover');
    expect(stepsOf(live(...both))).toContain('handover');
    expect(stepsOf(live(...both), province, contributor(0))).not.toContain('lead');
    const asked = live(...both, say('LeadOffered', at(5), { from: lead(0), to: contributor(0) }));
    expect(stepsOf(asked, province, contributor(0))).toEqual(expect.arrayContaining(['lead', 'lead:refuse']));
    expect(stepsOf(asked)).toContain('handover:withdraw');
    expect(stepsOf(asked)).not.toContain('lead:refuse');
    expect(stepsOf(live(...both))).not.toContain('handover:withdraw');
    expect(stepsOf(asked, province, contributor(0))).not.toContain('handover:withdraw');
  });

  it('are one thing on the contribution of another body: to let it go', () => {
    expect(stepsOf(live(...both), own, contributor(0))).toEqual(['release']);
    expect(stepsOf(live(...both), officer('gov.33'), contributor(0))).toEqual([]);
  });

  it('are none once the case is closed', () => {
    const answered = say('SubstantiveAnswerGiven', at(3), {
      dispositionId: lead(0),
      answerId: contributor(9),
      words: sealed,
      attachments: [],
    });
    const confirmed = say('ReporterConfirmed', at(4), { replyId: contributor(8) });
    expect(stepsOf(live(...taken, answered, confirmed))).toEqual([]);
  });
});

describe('who was faster', () => {
  it('is named to colleagues, and to others by role and body', () => {
    const by = { role: 'coordinator', organisation: 'gov.32.04', subject: 'staff-7' } as const;
    const about = { subject: complaint, at: at(2), by };
    const state = live(...offered, fact('DispositionAccepted', 'by-7', about, { dispositionId: lead(0) }));
    expect(lastActFor(state, own)).toEqual({ fact: 'DispositionAccepted', at: at(2), by });
    expect(lastActFor(state, province)?.by).toEqual({ role: 'coordinator', organisation: 'gov.32.04' });
  });
});
