import { type Data, fact, type Fact, idOf } from '@satupintu/events';
import { type Person } from '@satupintu/domain';
import { keyringOf, type NewKeys, sealWith } from '@satupintu/vault';
import { type ComplaintBody } from './complaint-body';

/** A complaint that is about to be accepted. */
export interface Filing {
  readonly complaintId: string;
  readonly body: ComplaintBody;
  /** code of the category that the body names */
  readonly category: string | undefined;
  /** the front end that files for a person */
  readonly operator: Person | undefined;
  readonly at: string;
  readonly bodyMac: Buffer;
  /** the closed complaint that it goes on from, and the front end that filed that one */
  readonly follows?: { readonly complaintId: string; readonly filedBy: string | undefined };
}

const filedKey = (complaintId: string) => `filed:${complaintId}`;
/** Id of the fact that a complaint begins with; known before it is on the log. */
export const filedFactId = (complaintId: string): string => idOf(`ComplaintFiled:${filedKey(complaintId)}`);

/** The first fact of a complaint: words and person sealed from the beginning. */
export function filedFact(filing: Filing, trackingId: string, keys: NewKeys): Fact<'ComplaintFiled'> {
  const { complaintId, body, operator, at } = filing;
  const keyring = keyringOf(keys);
  const by = operator
    ? { role: operator.role, organisation: operator.organisation, subject: operator.subject }
    : { role: 'reporter' as const };
  return fact(
    'ComplaintFiled',
    filedKey(complaintId),
    { subject: complaintId, at, by },
    {
      ...open(filing, trackingId),
      words: sealWith(keyring, complaintId, 'narrative', 'filing', wordsOf(body)),
      person: sealWith(keyring, complaintId, 'identity', 'person', body.reporter ?? {}),
    },
  );
}

type Open = Omit<Data<'ComplaintFiled'>, 'words' | 'person'>;

/** What needs no seal: codes, dates and marks. */
function open({ body, category, operator, follows }: Filing, trackingId: string): Open {
  const filedBy = operator?.organisation ?? follows?.filedBy;
  return {
    trackingId,
    channel: body.channel,
    anonymous: body.anonymous ?? false,
    // An allegation against officials is nobody's business but its handlers', unless the reporter says otherwise.
    confidential: body.confidential ?? body.class === 'oversight_complaint',
    attachments: body.attachments ?? [],
    ...(body.class && { class: body.class }),
    ...(category !== undefined && { category }),
    ...(body.place?.regionCode !== undefined && { region: body.place.regionCode }),
    ...(body.occurredOn !== undefined && { occurredOn: body.occurredOn }),
    ...(body.capturedAt !== undefined && { capturedAt: body.capturedAt }),
    ...(filedBy !== undefined && { filedBy }),
    ...(follows && { follows: follows.complaintId }),
  };
}

function wordsOf({ text, title, place, agencyHint }: ComplaintBody): object {
  const { lat, lon, description } = place ?? {};
  const where = {
    ...(lat !== undefined && { lat }),
    ...(lon !== undefined && { lon }),
    ...(description !== undefined && { description }),
  };
  return {
    text,
    ...(title !== undefined && { title }),
    ...(Object.keys(where).length > 0 && { place: where }),
    ...(agencyHint !== undefined && { agencyHint }),
  };
}
