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
        /** JSON `{text, title?, place?: {lat?, lon?, description?}, agencyHint?}` */
        words: Sealed,
        /** JSON `{name?, phone?, email?, nationalId?}`, padded; present in every complaint, empty or not */
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
    about: 'The reporter rejects the answer, or appeals an archiving: back to the owner, or to triage.',
    versions: [
      Shape({
        replyId: Id,
        words: Maybe(Sealed),
        attachments: Type.Array(Id),
        rating: Maybe(Type.Integer({ minimum: 1, maximum: 5 })),
      }),
    ],
  },
  ReporterWithdrew: {
    about: 'The reporter takes the complaint back: the case closes.',
    versions: [Shape({ replyId: Id, words: Maybe(Sealed) })],
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
});
