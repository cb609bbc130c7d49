import { Type } from '@sinclair/typebox';
import { factsOf } from '../fact-type';
import {
  Channel,
  Code,
  ComplaintClass,
  Id,
  Instant,
  LocalDate,
  Maybe,
  OneOf,
  RegionCode,
  Sealed,
  Shape,
} from '../shapes';

/** One message to the reporter; address and words are not here. */
const message = {
  messageId: Id,
  /** the fact that it tells of */
  about: Id,
  kind: OneOf('receipt', 'question', 'answer', 'progress', 'closing'),
  by: OneOf('email', 'sms', 'whatsapp', 'social', 'partner'),
  /** where it tells of an answer: whose, and of which round */
  answer: Maybe(Shape({ dispositionId: Id, round: Type.Integer({ minimum: 0 }) })),
};
const withdrawal = { replyId: Id, words: Maybe(Sealed) };
const dispute = {
  ...withdrawal,
  attachments: Type.Array(Id),
  rating: Maybe(Type.Integer({ minimum: 1, maximum: 5 })),
};
/** the case that this one followed, where it did; in the first version a case that followed heard neither */
const leaves = Maybe(Id);
/** What the gateway answered: a code of SMTP or HTTP, and its words without addresses. */
const proof = Shape({ code: Type.Integer(), text: Maybe(Type.String({ maxLength: 300 })) });

export const intakeFacts = factsOf('intake', 'complaints', {
  ComplaintFiled: {
    about: 'A person brought a complaint to one of the doors. The clock of the reporter starts here.',
    versions: [
      Shape({
        trackingId: Code,
        channel: Channel,
        class: Maybe(ComplaintClass),
        category: Maybe(Code),
        region: Maybe(RegionCode),
        occurredOn: Maybe(LocalDate),
        anonymous: Type.Boolean(),
        confidential: Type.Boolean(),
        capturedAt: Maybe(Instant),
        attachments: Type.Array(Id),
        /** who typed it in, where that was not the reporter: organisation of the channel */
        filedBy: Maybe(Code),
        /** the closed complaint that this one goes on from: a reply came after its time */
        follows: Maybe(Id),
        /** JSON `{text, title?, place?: {lat?, lon?, description?}, agencyHint?}` */
        words: Sealed,
        /** JSON `{name?, phone?, email?, nationalId?, account?}`, padded; present in every complaint, empty or not */
        person: Sealed,
      }),
    ],
  },
  ReporterReplied: {
    about: 'The reporter gave information, asked for or not. Ends an open question.',
    versions: [Shape({ replyId: Id, words: Maybe(Sealed), attachments: Type.Array(Id) })],
  },
  ReporterConfirmed: {
    about: 'The reporter accepts the substantive answer: the case closes.',
    versions: [
      Shape({ replyId: Id, words: Maybe(Sealed), rating: Maybe(Type.Integer({ minimum: 1, maximum: 5 })) }),
    ],
  },
  ReporterDisputed: {
    about:
      'The reporter rejects the answer, or appeals an archiving: back to the owner, or to triage. While the case follows another one: that one’s answer is not theirs, and the case goes on by itself.',
    versions: [Shape(dispute), Shape({ ...dispute, leaves })],
    upcasts: [(data) => data],
  },
  ReporterWithdrew: {
    about: 'The reporter takes the complaint back: the case closes.',
    versions: [Shape(withdrawal), Shape({ ...withdrawal, leaves })],
    upcasts: [(data) => data],
  },
  ReporterReopened: {
    about: 'A reply within the policy’s time after the closing brings the case back to whoever had it.',
    versions: [
      Shape({
        replyId: Id,
        /** a dispute counts as one */
        kind: OneOf('information', 'dispute'),
        words: Maybe(Sealed),
        attachments: Type.Array(Id),
        rating: Maybe(Type.Integer({ minimum: 1, maximum: 5 })),
        /** of the limits, whose time after the closing had not passed */
        policyVersion: Code,
      }),
    ],
  },
  PersonErased: {
    about:
      'The keys of the identity, or of all words, were destroyed on the reporter’s request. The case stays.',
    versions: [Shape({ scope: OneOf('identity', 'all') })],
  },
  IdentityViewed: {
    about: 'Somebody looked at the reporter’s identity. The reporter sees who, when and why.',
    versions: [Shape({ purpose: Type.String({ minLength: 1, maxLength: 500 }) })],
  },
  ReporterNotified: {
    about: 'A message to the reporter was taken on by the way the person came.',
    versions: [Shape({ ...message, sentAt: Instant, proof })],
  },
  NotificationDelivered: {
    about: 'It is proven that a message reached the reporter’s own address.',
    versions: [Shape({ ...message, deliveredAt: Instant, proof: Maybe(proof) })],
  },
  NotificationFailed: {
    about: 'A message cannot reach the reporter’s own address: what it says stands on the reporter’s page.',
    versions: [
      Shape({ ...message, failedAt: Instant, attempts: Type.Integer({ minimum: 0 }), reason: Code }),
    ],
  },
});
