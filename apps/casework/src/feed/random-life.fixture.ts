import { type Case, evolve } from '@satupintu/domain';
import { type Actor, type ComplaintFactType, type Data, type Fact, fact, idOf } from '@satupintu/events';
import { type Applied } from '@satupintu/log';
import fc from 'fast-check';
import { complaint, filed, lastOf, live, words } from '../lives.fixture';

const rule: Actor = { role: 'rule' };
const bodies = ['gov.32.04', 'gov.32', 'gov.33.74', 'nat.pln'];

/** What might be said next of a case, by anybody: what fits, and what comes too late or from the wrong hands. */
function possible(state: Case, n: number, body: string): Fact[] {
  const at = new Date(Date.UTC(2026, 2, 2) + n * 60_000).toISOString();
  const say = <T extends ComplaintFactType>(type: T, data: Data<T>, key = `${type}:${n}`) =>
    fact(type, key, { subject: complaint, at, by: rule }, data) as Fact;
  const parts = Object.values(state.dispositions);
  const id = idOf(`id:${n}`);
  const ofPart = (dispositionId: string): Fact[] => [
    say('DispositionAccepted', { dispositionId }),
    say('DispositionAccepted', { dispositionId }),
    say('DispositionDeclined', { dispositionId, ground: 'g', proposed: body, words }),
    say('SubstantiveAnswerGiven', { dispositionId, answerId: id, words, attachments: [] }),
    say('FirstAnswerGiven', { dispositionId, answerId: id, words, attachments: [] }),
    say('ContributorReleased', { dispositionId, reason: 'not-needed' }),
    say('UnitAssigned', { dispositionId, unit: 'gov.32.04/dinas-kesehatan' }),
    say('LeadHandedOver', { from: state.lead ?? id, to: dispositionId }),
    say('LeadOffered', { from: state.lead ?? id, to: dispositionId }),
    say('LeadOfferRefused', { from: state.lead ?? id, to: dispositionId, words }),
    say('LeadOfferWithdrawn', { from: state.lead ?? id, to: dispositionId, words }),
    say('ClockStarted', {
      clockId: id, kind: 'contribute', round: 0, dispositionId, accountable: { organisation: body }, startedAt: at, dueAt: at,
      rule: 'contribute', limit: 10, unit: 'working_days', timeZone: 'Asia/Jakarta', climbs: false, calendarVersion: 'c', policyVersion: 'p',
    }), // prettier-ignore
  ];
  const ofCase: Fact[] = [
    say('DispositionOffered', {
      dispositionId: id, hop: state.hop + 1, organisation: body, decidedBy: 'rule', final: n % 5 === 0, class: 'complaint', reasons: [], versions: {},
    }), // prettier-ignore
    say('ContributorInvited', { dispositionId: id, organisation: body, words, required: n % 2 === 0 }),
    say('ContributorInvited', { dispositionId: id, organisation: body, words, required: true }),
    say('ThreadMessagePosted', { messageId: id, words }),
    say('TriageRequested', {
      round: state.triageRound, owner: { organisation: body }, why: 'declined', class: 'complaint', reasons: [], suggestions: [], versions: {},
    }), // prettier-ignore
    say('ArbitrationRequested', {
      round: state.arbitrations.length, owner: { organisation: body }, candidates: [], versions: {},
    }), // prettier-ignore
    say('ReporterDisputed', { replyId: id, attachments: [] }),
    say('ReporterReopened', { replyId: id, kind: 'information', attachments: [], policyVersion: 'p' }),
    say('ComplaintCorrected', { confidential: n % 3 === 0 }),
    say('IdentityViewed', { purpose: 'p' }),
    // Of what ends a life only a little.
    ...(n % 7 === 0 ? [say('ReporterConfirmed', { replyId: id })] : []),
    ...(n % 11 === 0 ? [say('ReporterWithdrew', { replyId: id })] : []),
  ];
  return [...parts.flatMap(({ dispositionId }) => ofPart(dispositionId)), ...ofCase];
}

const step = fc.record({
  pick: fc.nat(),
  body: fc.constantFrom(...bodies),
  /** 0: something comes twice; up to 3: whatever somebody likes; else: something that may be done now */
  how: fc.integer({ min: 0, max: 12 }),
});

/** A life in which many hands do what they like, in any order; some things come twice. */
export const randomLife: fc.Arbitrary<Applied<Case>[]> = fc
  .array(step, { minLength: 10, maxLength: 45, size: 'max' })
  .map((steps) => {
    const life = live(filed());
    for (const [n, { pick, body, how }] of steps.entries()) {
      const state = stateOf(life);
      const wishes = possible(state, n + 1, body);
      const granted = wishes.filter((wish) => evolve(state, wish).verdict.kind === 'applied');
      const next = how === 0 ? life[pick % life.length]?.fact : oneOf(how > 3 ? granted : wishes, pick);
      if (next) life.push(goOn(life, next));
    }
    return life;
  });

const oneOf = (facts: readonly Fact[], pick: number): Fact | undefined => facts[pick % facts.length];

function stateOf(life: readonly Applied<Case>[]): Case {
  const state = lastOf(life).after;
  if (!state) throw new Error('a life without a filing');
  return state;
}

/** As the loop does: what came before is a repetition and never reaches evolve. */
function goOn(life: readonly Applied<Case>[], next: Fact): Applied<Case> {
  const before = stateOf(life);
  const position = { partition: 3, offset: life.length };
  if (life.some(({ fact: { id } }) => id === next.id))
    return { fact: next, verdict: { kind: 'repeated' }, before, after: before, position };
  const { state: after, verdict } = evolve(before, next);
  return { fact: next, verdict, before, after, position };
}
