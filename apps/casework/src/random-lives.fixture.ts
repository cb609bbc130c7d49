import {
  accept,
  answer,
  askMerge,
  askReporter,
  assign,
  type Case,
  type Decided,
  decline,
  type Disposition,
  inviteContributor,
  offerLead,
  postThread,
  refuseOffer,
  releaseContributor,
  reply,
  type Step,
  takeLead,
  undoMerge,
  type Wish,
  withdrawOffer,
} from '@satupintu/domain';
import { idOf } from '@satupintu/events';
import fc from 'fast-check';
import { words } from './lives.fixture';

export const bodies = ['gov.32.04', 'gov.32.73', 'gov.32', 'gov.33.74', 'nat.pln'] as const;

/** Something that an officer of a body, or the reporter, may want at any moment, sensible or not. */
export interface Act {
  readonly call: Step | 'reply' | 'confirm' | 'dispute';
  /** which part of the case it is about, and which other one */
  readonly part: number;
  readonly other: number;
  readonly body: (typeof bodies)[number];
  /** it is meant to make sense */
  readonly flag: boolean;
  /** of how many facts the officer does not know yet */
  readonly behind: number;
}

const often: readonly Act['call'][] = ['accept', 'contributors', 'thread', 'handover', 'lead'];
const seldom: readonly Act['call'][] = [
  'decline', 'assign', 'questions', 'answers:first', 'answers:substantive', 'answers:reasoned', 'release', 'handover:withdraw', 'lead:refuse', 'merge', 'unmerge', 'unmerge', 'reply', 'confirm', 'dispute',
]; // prettier-ignore

export const anyAct: fc.Arbitrary<Act> = fc.record({
  call: fc.constantFrom(...often, ...often, ...often, ...seldom),
  part: fc.nat(5),
  other: fc.nat(5),
  body: fc.constantFrom(...bodies),
  flag: fc.constantFrom(true, true, true, false),
  behind: fc.constantFrom(0, 0, 0, 1, 2, 5),
});

/** A part of the case by number; one that nobody has where there are not so many. */
export const partOf = ({ dispositions }: Case, n: number): string =>
  Object.keys(dispositions)[n] ?? '00000000-0000-5000-8000-000000000000';

const contributorThat = ({ dispositions }: Case, status: Disposition['status']) =>
  Object.values(dispositions).find((part) => part.part === 'contributor' && part.status === status)
    ?.dispositionId;

/** The part that a call makes most sense on. */
function meantPart(state: Case, call: Act['call']): string | undefined {
  if (call === 'accept' || call === 'decline') return contributorThat(state, 'offered') ?? state.lead;
  if (call === 'lead' || call === 'lead:refuse') return state.leadOffer?.to;
  if (call === 'release') return contributorThat(state, 'accepted');
  return state.lead;
}

/** Mostly officers act on the part that a call is meant for, otherwise on any. */
const aboutPart = (state: Case, { call, part, flag }: Act): string =>
  (flag ? meantPart(state, call) : undefined) ?? partOf(state, part);
const otherPart = (state: Case, { other, flag }: Act): string =>
  (flag ? contributorThat(state, 'accepted') : undefined) ?? partOf(state, other);

/** What an act comes to by what the officer knows, about a part that is named or the one that it is meant for. */
export function decideAct(state: Case, act: Act, by: Wish, dispositionId = aboutPart(state, act)): Decided {
  const { call, other, body } = act;
  const given = { dispositionId, words, attachments: [] };
  switch (call) {
    case 'accept':
      return accept(state, { dispositionId }, by);
    case 'decline':
      return decline(state, { dispositionId, ground: 'UU 23/2014', proposed: body, words }, by);
    case 'assign':
      return assign(
        state,
        { dispositionId, unit: `${state.dispositions[dispositionId]?.organisation ?? body}/dinas` },
        by,
      );
    case 'questions':
      return askReporter(state, { dispositionId, words }, by);
    case 'answers:first':
      return answer(state, { ...given, kind: 'first' }, by);
    case 'answers:substantive':
      return answer(state, { ...given, kind: 'substantive' }, by);
    case 'answers:reasoned':
      return answer(state, { ...given, kind: 'substantive', reason: words }, by);
    case 'contributors':
      return inviteContributor(state, { organisation: body, words, required: other % 2 === 0 }, by);
    case 'handover':
      return offerLead(state, { from: dispositionId, to: otherPart(state, act) }, by);
    case 'lead':
      return takeLead(state, { dispositionId }, by);
    case 'handover:withdraw':
      return withdrawOffer(state, { dispositionId, words }, by);
    case 'lead:refuse':
      return refuseOffer(state, { dispositionId, words }, by);
    case 'release':
      return releaseContributor(state, { dispositionId, reason: 'not-needed' }, by);
    case 'merge':
      return askMerge(state, { into: idOf('complaint:elsewhere'), words }, by);
    case 'unmerge':
      return undoMerge(state, words, by);
    case 'thread':
      return postThread(state, { words }, by);
    case 'reply':
      return reply(state, { kind: 'information', attachments: [] }, by);
    case 'confirm':
    case 'dispute':
      return reply(state, { kind: call, attachments: [] }, by);
  }
}
