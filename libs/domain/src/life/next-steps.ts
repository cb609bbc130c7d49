import {
  type ComplaintFact,
  type ComplaintFactType,
  type Data,
  type Fact,
  type Role,
} from '@satupintu/events';
import { type Person } from '../access/actor';
import { mayHandle } from '../access/scope';
import { type Case, type Disposition, leadOf } from './case';
import { wouldApply } from './evolve';

/** Calls of the desk, as a person reads them in an inbox, and in the refusal of another one. */
export const steps = [
  'accept',
  'decline',
  'assign',
  'questions',
  'answers:first',
  'answers:substantive',
  /** in substance, though a required contribution is open: with the reason why */
  'answers:reasoned',
  'contributors',
  'handover',
  'handover:withdraw',
  'lead',
  'lead:refuse',
  'release',
  'thread',
  'merge',
  'unmerge',
] as const;
export type Step = (typeof steps)[number];

/** Who works on what a body was given, and who decides for the body. */
export const hands = ['liaison', 'coordinator', 'analyst'] as const satisfies readonly Role[];
export const heads = ['coordinator', 'analyst'] as const satisfies readonly Role[];
const ofHands: ReadonlySet<Step> = new Set([
  'accept', 'decline', 'questions', 'answers:first', 'answers:substantive', 'answers:reasoned', 'thread',
]); // prettier-ignore

const words = 's1.narrative.1.would-be.aa.bb';
const id = '00000000-0000-5000-8000-000000000000';
/** A fact as a call would say it. It is only tried: neither its id nor its words matter. */
const said = <T extends ComplaintFactType>({ complaintId }: Case, type: T, at: string, data: Data<T>) =>
  ({ id, type, version: 1, subject: complaintId, at, by: { role: 'rule' }, data }) as unknown as Fact<T> &
    ComplaintFact;

const isHead = ({ role }: Person) => role !== 'liaison';
const others = ({ dispositions }: Case, held: Disposition) =>
  Object.values(dispositions).filter((part) => part.part === 'contributor' && part !== held);

type Try = (state: Case, held: Disposition, at: string) => ComplaintFact[];
const answer = ({ dispositionId }: Disposition) => ({ dispositionId, answerId: id, words, attachments: [] });

/** What each call on one’s own part would say; of several ways one that is granted is enough. */
const tries: Readonly<Record<Step, Try>> = {
  accept: (state, { dispositionId }, at) => [said(state, 'DispositionAccepted', at, { dispositionId })],
  decline: (state, { dispositionId }, at) => [
    said(state, 'DispositionDeclined', at, { dispositionId, ground: '-', proposed: '-', words }),
  ],
  assign: (state, { dispositionId, organisation }, at) => [
    said(state, 'UnitAssigned', at, { dispositionId, unit: `${organisation}/-` }),
  ],
  questions: (state, { dispositionId }, at) => [
    said(state, 'AgencyQuestionAsked', at, { dispositionId, questionId: id, words }),
  ],
  'answers:first': (state, held, at) => [said(state, 'FirstAnswerGiven', at, answer(held))],
  'answers:substantive': (state, held, at) => [said(state, 'SubstantiveAnswerGiven', at, answer(held))],
  'answers:reasoned': (state, held, at) => [
    said(state, 'SubstantiveAnswerGiven', at, { ...answer(held), reason: words }),
  ],
  contributors: (state, held, at) =>
    held.part === 'lead'
      ? [
          said(state, 'ContributorInvited', at, {
            dispositionId: id,
            organisation: '-',
            words,
            required: true,
          }),
        ]
      : [],
  handover: (state, held, at) =>
    others(state, held).map(({ dispositionId: to }) =>
      said(state, 'LeadOffered', at, { from: held.dispositionId, to }),
    ),
  lead: (state, { dispositionId: to }, at) => [
    said(state, 'LeadHandedOver', at, { from: state.lead ?? to, to }),
  ],
  'handover:withdraw': (state, { dispositionId: from }, at) => [
    said(state, 'LeadOfferWithdrawn', at, { from, to: state.leadOffer?.to ?? from, words }),
  ],
  'lead:refuse': (state, { dispositionId: to }, at) => [
    said(state, 'LeadOfferRefused', at, { from: state.leadOffer?.from ?? to, to, words }),
  ],
  release: (state, held, at) =>
    held.part === 'lead'
      ? others(state, held).map(({ dispositionId }) =>
          said(state, 'ContributorReleased', at, { dispositionId, reason: '-' }),
        )
      : [],
  thread: (state, _held, at) => [said(state, 'ThreadMessagePosted', at, { messageId: id, words })],
  merge: (state, held, at) =>
    held.part === 'lead' ? [said(state, 'MergeAsked', at, { mergeId: id, into: id })] : [],
  unmerge: (state, held, at) =>
    held.part === 'lead' && state.merge.into !== undefined
      ? [
          said(state, 'MergeUndone', at, {
            mergeId: id,
            lead: state.merge.into,
            follower: state.complaintId,
          }),
        ]
      : [],
};

const isGranted = (state: Case, facts: readonly ComplaintFact[]) =>
  facts.some((each) => wouldApply(state, each));
/** Who declined says no more to the others, unless the case is with that body still. */
const isSilent = ({ status, organisation }: Disposition, { owner }: Case) =>
  status === 'withdrawn' || (status === 'declined' && organisation !== owner.organisation);

/** The lead may let a contribution go, and does nothing else on it. */
const onForeign = (state: Case, foreign: Disposition, at: string, person: Person): Step[] => {
  const lead = leadOf(state);
  const mayRelease = lead !== undefined && isHead(person) && mayHandle(person, lead);
  const released = said(state, 'ContributorReleased', at, {
    dispositionId: foreign.dispositionId,
    reason: '-',
  });
  return mayRelease && isGranted(state, [released]) ? ['release'] : [];
};

/**
 * The calls on a disposition (and, from it, on its case) that a person would be granted now. Nothing is known here of
 * what is allowed when: each call is tried on the state, and the table of the life cycle judges it.
 */
export function nextSteps(state: Case, dispositionId: string, at: string, person: Person): Step[] {
  const held = state.dispositions[dispositionId];
  if (!held) return [];
  if (!mayHandle(person, held)) return onForeign(state, held, at, person);
  const mine = steps.filter((step) => isHead(person) || ofHands.has(step));
  const granted = mine.filter(
    (step) => !(step === 'thread' && isSilent(held, state)) && isGranted(state, tries[step](state, held, at)),
  );
  return granted.includes('answers:substantive')
    ? granted.filter((step) => step !== 'answers:reasoned')
    : granted;
}
