import { type Case, evolve } from '@satupintu/domain';
import { type Contribution, type Data, fact, type Fact, idOf } from '@satupintu/events';
import { standingOf } from './standing';

const complaint = idOf('complaint:standing');
const lead = idOf(`offer:${complaint}:0:lead`);
const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour)).toISOString();
const about = (hour: number) => ({ subject: complaint, at: at(hour), by: { role: 'rule' as const } });
const sealed = 's1.narrative.1.filing.aa.bb';
const proposal = (organisation: string, unit?: string): Contribution => ({
  organisation,
  ...(unit !== undefined && { unit }),
  probability: 0.7,
  task: { kind: 'topic', text: 'Menangani bagian: “listrik”', textEn: 'Handles the part: “listrik”' },
});

function caseWith(over: Partial<Data<'DispositionOffered'>>): Case {
  const facts: Fact[] = [
    fact('ComplaintFiled', 'filed', about(0), {
      trackingId: 'SP-T', channel: 'web', anonymous: false, confidential: false, attachments: [], words: sealed, person: 's1.identity.1.person.aa.bb',
    }),
    fact('DispositionOffered', 'offered', about(1), {
      dispositionId: lead, hop: 0, organisation: 'gov.32.04', decidedBy: 'rule', final: false, class: 'complaint', reasons: [], versions: {}, ...over,
    }),
    fact('DispositionAccepted', 'accepted', about(2), { dispositionId: lead }),
  ]; // prettier-ignore
  return facts.reduce<Case | undefined>((state, one) => evolve(state, one).state, undefined) as Case;
}

const invited = (state: Case, organisation: string): Case =>
  evolve(
    state,
    fact('ContributorInvited', 'invited', about(3), {
      dispositionId: idOf('contribution'),
      organisation,
      words: sealed,
      required: false,
    }),
  ).state as Case;

describe('how a part in a case stands', () => {
  const contributors = [proposal('nat.pln'), proposal('gov.32.04', 'gov.32.04/dinas-perhubungan')];

  test('shows the lead whom the router would invite, until they are on the case', () => {
    const state = caseWith({ contributors: [contributors[0]!] });
    expect(standingOf(state, lead).proposedContributors).toEqual([contributors[0]]);
    expect(standingOf(invited(state, 'nat.pln'), lead).proposedContributors).toBeUndefined();
  });

  test('shows contributors nothing of that', () => {
    const state = invited(caseWith({ contributors }), 'nat.kemenpu');
    expect(standingOf(state, idOf('contribution')).proposedContributors).toBeUndefined();
  });

  test('marks danger to life for everybody on the case', () => {
    const state = invited(caseWith({ emergency: true }), 'nat.pln');
    expect(standingOf(state, lead).emergency).toBe(true);
    expect(standingOf(state, idOf('contribution')).emergency).toBe(true);
    expect(standingOf(caseWith({}), lead).emergency).toBeUndefined();
  });
});
