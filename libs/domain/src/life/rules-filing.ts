import { type FactOf } from '@satupintu/events';
import { type Case } from './case';
import { placeOwner } from './owner';
import { compact } from './rule';

/** The state that a filing makes. Oversight complaints are confidential from the first moment. */
export function filed(fact: FactOf<'ComplaintFiled'>): Case {
  const { data, subject, at } = fact;
  const complaintClass = data.class ?? 'complaint';
  const owner = placeOwner(data.region);
  return compact<Case>({
    complaintId: subject,
    trackingId: data.trackingId,
    channel: data.channel,
    filedBy: data.filedBy,
    follows: data.follows,
    filedAt: at,
    status: 'filed',
    closedReason: undefined,
    closedAt: undefined,
    class: complaintClass,
    category: data.category,
    region: data.region,
    anonymous: data.anonymous,
    confidential: data.confidential || complaintClass === 'oversight_complaint',
    owner,
    held: [{ ...owner, from: at }],
    hop: -1,
    lead: undefined,
    dispositions: {},
    clocks: {},
    questions: [],
    triageRound: 0,
    verifications: [{ startedAt: at }],
    arbitrations: [],
    disputes: 0,
    archivedAppealable: false,
    erased: 'no',
    words: data.words,
    person: data.person,
    attachments: data.attachments,
    merge: { followers: [] },
    examinations: {},
  });
}
