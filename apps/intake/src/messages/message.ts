import { type Case, leadOf } from '@satupintu/domain';
import { type Channel, type Data, type Fact, idOf } from '@satupintu/events';
import { type Applied, type KeptRow } from '@satupintu/log';
import { type EventKind, reporterEvent } from '../tracking/event';

export type MessageKind = Data<'ReporterNotified'>['kind'];
/** The ways on which somebody is told. */
export type By = Data<'ReporterNotified'>['by'];
export type AnswerOf = NonNullable<Data<'ReporterNotified'>['answer']>;

/** What the words of a message need beside the case: codes of bodies. */
export interface MessageDetail {
  /** who said it */
  readonly from?: string;
  /** the body that it is about, where that is not who said it */
  readonly about?: string;
}

/** Of what happens to a case, what the reporter is written about. All else stands on the page. */
const kinds: { readonly [K in EventKind]?: MessageKind } = {
  filed: 'receipt',
  question: 'question',
  first_answer: 'progress',
  disputed: 'progress',
  reopened: 'progress',
  answer: 'answer',
  archived: 'closing',
  confirmed: 'closing',
  withdrawn: 'closing',
  closed_by_silence: 'closing',
};

/** What bodies say goes along; what the reporters said themselves they know. */
const withWords = new Set<EventKind>(['question', 'first_answer', 'answer', 'archived']);

/** Those whose complaint follows another one get its answers, and hear of its end. */
const forFollowers = new Set<EventKind>([
  'first_answer',
  'answer',
  'archived',
  'confirmed',
  'closed_by_silence',
]);

/** The web and apps show the page themselves; a person at the counter is handed the receipt. */
const talks = (channel: Channel, kind: MessageKind): boolean =>
  channel === 'counter' ? kind !== 'receipt' : channel !== 'web' && channel !== 'app';

/** The same for the same fact and reporter: what is sent twice can be known as one. */
export const messageIdOf = (about: string, complaintId: string): string =>
  idOf(`message:${about}:${complaintId}`);

/** The rows of what reporters are to be told because of a fact; sent, and told to the log, once each. */
export function messagesOf({ fact, verdict, after }: Applied<Case>): KeptRow[] {
  if (verdict.kind !== 'applied' || !after) return [];
  const event = reporterEvent(fact, after);
  const kind = event && kinds[event.kind];
  if (!kind) return [];
  const own = talks(after.channel, kind) ? [after.complaintId] : [];
  const followers = forFollowers.has(event.kind) ? after.merge.followers : [];
  const { organisation, unit } = fact.by;
  const from = unit ?? organisation;
  const detail: MessageDetail = {
    ...(from !== undefined && { from }),
    ...(event.about !== undefined && { about: event.about }),
  };
  return [...own, ...followers].map((complaintId) => ({
    table: 'outgoing_message',
    row: {
      message_id: messageIdOf(fact.id, complaintId),
      complaint_id: complaintId,
      source: fact.subject,
      about: fact.id,
      said_at: fact.at,
      kind,
      event: event.kind,
      detail,
      words: withWords.has(event.kind) ? (event.words ?? null) : null,
      answer: complaintId === after.complaintId ? answerOf(fact, after) : null,
    },
  }));
}

/** Which answer it is that the reporter may wait with a reply to. */
function answerOf(fact: Fact, state: Case): AnswerOf | null {
  const lead = leadOf(state);
  if (fact.type !== 'SubstantiveAnswerGiven' || !lead) return null;
  return { dispositionId: lead.dispositionId, round: lead.round };
}

export const waysOut: readonly By[] = ['sms', 'whatsapp', 'email', 'social', 'partner'];
export const isWayOut = (channel: string): channel is By => waysOut.some((by) => by === channel);

/** The way on which a person came; somebody who came to a counter is told by what was left there. */
export const wayOf = (channel: Channel, phone: string | undefined): By | undefined => {
  switch (channel) {
    case 'web':
    case 'app':
      return undefined;
    case 'counter':
      return phone === undefined ? 'email' : 'sms';
    case 'sms':
    case 'whatsapp':
    case 'email':
    case 'social':
    case 'partner':
      return channel;
  }
};
