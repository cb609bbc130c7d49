import {
  Channel,
  Code,
  ComplaintClass,
  Id,
  Instant,
  LocalDate,
  Maybe,
  RegionCode,
  Shape,
} from '@satupintu/events';
import { type Static, Type } from '@sinclair/typebox';

const Short = (maxLength: number) => Type.String({ maxLength });

export const PlaceBody = Shape({
  regionCode: Maybe(RegionCode),
  lat: Maybe(Type.Number({ minimum: -90, maximum: 90 })),
  lon: Maybe(Type.Number({ minimum: -180, maximum: 180 })),
  description: Maybe(Short(2_000)),
});

export const ReporterBody = Shape({
  name: Maybe(Short(200)),
  phone: Maybe(Short(60)),
  email: Maybe(Short(320)),
  nationalId: Maybe(Short(60)),
  /** on the social network that it came by: `x:warga_biru` */
  account: Maybe(Short(200)),
});
export type ReporterBody = Static<typeof ReporterBody>;

/** `POST /v1/complaints`. Lengths are of characters, not of bytes. */
export const ComplaintBody = Shape({
  channel: Channel,
  text: Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' }),
  title: Maybe(Short(300)),
  class: Maybe(ComplaintClass),
  category: Maybe(Code),
  place: Maybe(PlaceBody),
  occurredOn: Maybe(LocalDate),
  agencyHint: Maybe(Short(300)),
  reporter: Maybe(ReporterBody),
  anonymous: Maybe(Type.Boolean()),
  confidential: Maybe(Type.Boolean()),
  capturedAt: Maybe(Instant),
  attachments: Maybe(Type.Array(Id, { maxItems: 20, uniqueItems: true })),
  channelMessageId: Maybe(Type.String({ minLength: 1, maxLength: 500 })),
});
export type ComplaintBody = Static<typeof ComplaintBody>;

const receiptIs = [
  'JWS (EdDSA) over {contentHash, trackingId, filedAt}; keys: GET /v1/jwks.',
  'contentHash: base64url of the SHA-256 of the body as canonical JSON (RFC 8785),',
  'NUL characters taken out and lone surrogates replaced by U+FFFD.',
].join(' ');
export const FilingAnswer = Shape({
  complaintId: Id,
  trackingId: Code,
  receiptCode: Type.String(),
  receipt: Type.String({ description: receiptIs }),
  filedAt: Instant,
  position: Type.String(),
});
export type FilingAnswer = Static<typeof FilingAnswer>;
