import { type ComplaintFactType, complaintVocabulary, type Fact } from '@satupintu/events';
import fc from 'fast-check';
import { type Case } from './case';
import { evolve } from './evolve';
import {
  at,
  clock,
  clockId,
  complaint,
  contributor,
  filing,
  lead,
  offer,
  say,
  sealed,
} from './facts.fixture';

const anyDisposition = fc.constantFrom(lead(0), lead(1), lead(2), contributor(0), contributor(1));
const hour = fc.integer({ min: 0, max: 12 }).map(at);
const kinds = [
  'verify_and_forward',
  'resolve',
  'first_follow_up',
  'reporter_reply_window',
  'reporter_information_window',
  'arbitration',
  'contribute',
  'review',
  'assign_unit',
];
const anyClock = fc.constantFrom(...kinds.map((kind) => clockId(`${kind}:0`)));
const anyOrganisation = fc.constantFrom('gov.32.04', 'gov.32', 'nat.pln');
const owner = anyOrganisation.map((organisation) => ({ organisation }));
const versions = { calendarVersion: 'c1', policyVersion: 'p1' };
const small = fc.integer({ min: 0, max: 2 });
const replyId = clockId('reply');
const merge = { mergeId: clockId('m'), lead: clockId('other-case'), follower: complaint };
const examinationId = clockId('e');
const notice = (about: object) => ({
  noticeId: clockId('n'),
  to: { organisation: 'gov.32.04' },
  by: 'email',
  about: [{ kind: 'reminder', ...about }],
});

const anyMessage = fc
  .record({ dispositionId: anyDisposition, round: small })
  .map((answer) => ({ messageId: clockId('message'), about: replyId, kind: 'answer', by: 'sms', answer }));

/** Any fact about the one complaint, sensible or not, with ids and instants that collide often. */
const data: { [T in ComplaintFactType]: fc.Arbitrary<object> } = {
  ComplaintFiled: fc.constant(filing().data),
  ReporterReplied: fc.constant({ replyId, attachments: [] }),
  ReporterConfirmed: fc.constant({ replyId }),
  ReporterDisputed: fc.constant({ replyId, attachments: [] }),
  ReporterWithdrew: fc.constant({ replyId }),
  ReporterReopened: fc
    .record({ kind: fc.constantFrom('information', 'dispute') })
    .map((d) => ({ ...d, replyId, attachments: [], policyVersion: 'p1' })),
  ReporterNotified: anyMessage.map((d) => ({ ...d, sentAt: at(9), proof: { code: 250 } })),
  NotificationDelivered: fc
    .record({ message: anyMessage, deliveredAt: hour })
    .map(({ message, deliveredAt }) => ({ ...message, deliveredAt })),
  NotificationFailed: fc
    .record({ message: anyMessage, failedAt: hour })
    .map(({ message, failedAt }) => ({ ...message, failedAt, attempts: 1, reason: 'r' })),
  PersonErased: fc.record({ scope: fc.constantFrom('identity', 'all') }),
  IdentityViewed: fc.constant({ purpose: 'p' }),
  IdentityRequested: fc.constant({ purpose: 'p' }),
  DispositionOffered: fc
    .record({ hop: small, final: fc.boolean(), organisation: anyOrganisation })
    .map((over) => ({ ...offer(at(0), over.hop).data, ...over })),
  TriageRequested: fc
    .record({
      round: small,
      owner,
      why: fc.constantFrom('unsure', 'declined'),
      class: fc.constantFrom('complaint', 'oversight_complaint'),
    })
    .map((d) => ({ ...d, reasons: [], suggestions: [], versions: {} })),
  TriageQuestionAsked: fc.constant({ questionId: clockId('q'), words: sealed }),
  ComplaintCorrected: fc.record({ class: fc.constantFrom('aspiration', 'complaint') }),
  ComplaintArchived: fc.boolean().map((appealable) => ({ reasonCode: 'x', words: sealed, appealable })),
  ArbitrationRequested: fc
    .record({ round: small, owner })
    .map((d) => ({ ...d, candidates: [], versions: {} })),
  ArbitrationDecided: fc
    .record({ round: small, organisation: anyOrganisation })
    .map((d) => ({ ...d, words: sealed })),
  DispositionAccepted: fc.record({ dispositionId: anyDisposition }),
  DispositionDeclined: fc
    .record({ dispositionId: anyDisposition })
    .map((d) => ({ ...d, ground: 'g', proposed: 'nat.pln', words: sealed })),
  UnitAssigned: fc
    .record({ dispositionId: anyDisposition })
    .map((d) => ({ ...d, unit: 'gov.32.04/dinas-kesehatan' })),
  AgencyQuestionAsked: fc
    .record({ dispositionId: anyDisposition })
    .map((d) => ({ ...d, questionId: clockId('q'), words: sealed })),
  FirstAnswerGiven: fc
    .record({ dispositionId: anyDisposition })
    .map((d) => ({ ...d, answerId: replyId, words: sealed, attachments: [] })),
  SubstantiveAnswerGiven: fc
    .record({ dispositionId: anyDisposition })
    .map((d) => ({ ...d, answerId: replyId, words: sealed, attachments: [] })),
  ContributorInvited: fc
    .record({ dispositionId: anyDisposition, organisation: anyOrganisation, required: fc.boolean() })
    .map((d) => ({ ...d, words: sealed })),
  ContributorReleased: fc.record({ dispositionId: anyDisposition }).map((d) => ({ ...d, reason: 'r' })),
  ThreadMessagePosted: fc.constant({ messageId: replyId, words: sealed }),
  MergeAsked: fc.constant({ mergeId: merge.mergeId, into: merge.lead }),
  MergeAccepted: fc.constant(merge),
  MergeRefused: fc.constant({ ...merge, reason: 'r' }),
  MergeUndone: fc.constant(merge),
  LeadOffered: fc.record({ from: anyDisposition, to: anyDisposition }),
  LeadOfferWithdrawn: fc
    .record({ from: anyDisposition, to: anyDisposition })
    .map((d) => ({ ...d, words: sealed })),
  LeadOfferRefused: fc
    .record({ from: anyDisposition, to: anyDisposition })
    .map((d) => ({ ...d, words: sealed })),
  LeadHandedOver: fc.record({ from: anyDisposition, to: anyDisposition }),
  ClockStarted: fc
    .record({
      kind: fc.constantFrom(...kinds),
      startedAt: hour,
      dueAt: fc.option(hour),
      dispositionId: anyDisposition,
    })
    .map((d) => ({ ...clock(at(0), d.kind, null).data, ...d })),
  ClockPaused: fc
    .record({ clockIds: fc.array(anyClock, { maxLength: 3 }), pausedAt: hour })
    .map((d) => ({ ...d, why: 'w' })),
  ClockResumed: fc
    .record({
      clocks: fc.array(fc.record({ clockId: anyClock, dueAt: fc.option(hour) }), { maxLength: 3 }),
      resumedAt: hour,
    })
    .map((d) => ({ ...d, why: 'w', ...versions })),
  ClockStopped: fc.record({ clockId: anyClock, stoppedAt: hour }).map((d) => ({ ...d, why: 'w' })),
  DueTimesMoved: fc
    .record({ clocks: fc.array(fc.record({ clockId: anyClock, dueAt: fc.option(hour) }), { maxLength: 3 }) })
    .map((d) => ({ ...d, steps: [], why: 'w', ...versions })),
  ClockExtended: fc
    .record({ clockId: anyClock, dueAt: hour, was: hour, reminders: fc.array(hour, { maxLength: 2 }) })
    .map((d) => ({ ...d, extendedBy: 1, unit: 'working_days', reason: 'r', ...versions })),
  DeadlineMissed: fc
    .record({ clockId: anyClock, missedAt: hour })
    .map((d) => ({ ...d, ladder: [], ...versions })),
  MissAnnulled: fc
    .record({ clockId: anyClock, missedAt: hour, stoppedAt: hour })
    .map((d) => ({ ...d, stoppedBy: replyId })),
  CaseEscalated: fc
    .record({
      clockId: anyClock,
      level: fc.integer({ min: 1, max: 4 }),
      escalatedAt: hour,
      dueAt: hour,
      to: owner,
    })
    .map((d) => ({ ...d, kind: 'resolve', reason: 'r', ...versions })),
  ReminderDue: fc
    .record({ clockId: anyClock, remindedAt: hour, dueAt: hour, to: owner })
    .map((d) => ({ ...d, ...versions })),
  NoticeSent: fc
    .record({ clockId: anyClock, at: hour })
    .map((about) => ({ ...notice(about), sentAt: at(9), proof: { code: 250 } })),
  NoticeFailed: fc
    .record({ clockId: anyClock, at: hour })
    .map((about) => ({ ...notice(about), failedAt: at(9), attempts: 1, reason: 'r' })),
  ReplyWindowElapsed: fc.record({ clockId: anyClock, elapsedAt: hour }),
  InformationWindowElapsed: fc
    .record({ clockId: anyClock, elapsedAt: hour })
    .map((d) => ({ ...d, questionId: clockId('q') })),
  ExaminationOpened: fc.constant({ examinationId, ground: 'g' }),
  ResultReportIssued: fc.constant({ examinationId, reportId: replyId, words: sealed }),
  CorrectiveActionRecorded: fc.constant({ examinationId, actionId: replyId, words: sealed }),
  RecommendationIssued: fc.constant({ examinationId, recommendationId: replyId, words: sealed }),
  ExaminationClosed: fc.constant({ examinationId, outcome: 'o' }),
  InterventionMade: fc.constant({ interventionId: replyId, words: sealed, dueAt: at(3) }),
  AnchorPublished: fc.constant({ algorithm: 'a', digest: 'd', upTo: 'u' }),
};

export const types = Object.keys(complaintVocabulary) as ComplaintFactType[];
export const anyFact = fc
  .constantFrom(...types)
  .chain((type) =>
    fc
      .record({ data: data[type], when: hour, key: small })
      .map(({ data: d, when, key }) => say(type, when, d as never, `${type}:${key}:${JSON.stringify(d)}`)),
  );
/** Facts about one filed complaint, in any order, sensible or not. */
export const anyLife = fc.array(anyFact, { maxLength: 60 });

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value))
    Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}

/** As the loop does: the same id twice is a repetition and never reaches evolve. */
export function fold(facts: readonly Fact[]): Case | undefined {
  const seen = new Set<string>();
  let state: Case | undefined;
  for (const one of facts) {
    if (seen.has(one.id)) continue;
    seen.add(one.id);
    state = freeze(evolve(state, freeze(one)).state);
  }
  return state;
}
