import { type Case } from '@satupintu/domain';
import { type Data, type FactOf, type FactType } from '@satupintu/events';
import { type Applied, type RowChange } from '@satupintu/log';
import { threadView } from '../views';

/** What bodies say to each other: a message, or the words that go with something they do between them. */
export const entryKinds = ['message', 'task', 'contribution', 'refusal', 'handover', 'reason'] as const;
export type EntryKind = (typeof entryKinds)[number];

interface Entry {
  readonly kind: EntryKind;
  readonly words: string;
  /** absent: the id of the fact */
  readonly messageId?: string;
  readonly dispositionId?: string;
  readonly attachments?: readonly string[];
}

const isContribution = (state: Case | undefined, dispositionId: string) =>
  state?.dispositions[dispositionId]?.part === 'contributor';

interface Given {
  readonly dispositionId: string;
  readonly answerId: string;
  readonly words: string;
  readonly attachments: readonly string[];
}

/** A contributor answers the lead. */
function contribution(state: Case | undefined, given: Given): Entry | undefined {
  const { dispositionId, answerId, words, attachments } = given;
  return isContribution(state, dispositionId)
    ? { kind: 'contribution', words, messageId: answerId, dispositionId, attachments }
    : undefined;
}

type Say<T extends FactType> = (data: Data<T>, before: Case | undefined) => Entry | undefined;

/** What facts say between the bodies. The lead's own answers are public, and no part of it. */
const entries: { readonly [T in FactType]?: Say<T> } = {
  ThreadMessagePosted: ({ words, messageId }) => ({ kind: 'message', words, messageId }),
  ContributorInvited: ({ words, dispositionId }) => ({ kind: 'task', words, dispositionId }),
  LeadOffered: ({ words, to }) =>
    words === undefined ? undefined : { kind: 'handover', words, dispositionId: to },
  LeadOfferWithdrawn: ({ words, to }) => ({ kind: 'handover', words, dispositionId: to }),
  LeadOfferRefused: ({ words, to }) => ({ kind: 'refusal', words, dispositionId: to }),
  DispositionDeclined: ({ words, dispositionId }, before) =>
    isContribution(before, dispositionId) ? { kind: 'refusal', words, dispositionId } : undefined,
  FirstAnswerGiven: (given, before) => contribution(before, given),
  SubstantiveAnswerGiven: (given, before) =>
    before?.lead === given.dispositionId && given.reason !== undefined
      ? { kind: 'reason', words: given.reason, dispositionId: given.dispositionId }
      : contribution(before, given),
};

function entryOf<T extends FactType>({ type, data }: FactOf<T>, before: Case | undefined): Entry | undefined {
  const say: Say<T> | undefined = entries[type];
  return say?.(data, before);
}

/** The row of what was said between the bodies on a case; none for any other fact. */
export function threadRows(applied: Applied<Case>): RowChange[] {
  const { fact, verdict, position, before } = applied;
  const entry = verdict.kind === 'applied' ? entryOf(fact, before) : undefined;
  if (!entry) return [];
  const set = {
    complaint_id: fact.subject,
    offset_: position.offset,
    message_id: entry.messageId ?? fact.id,
    kind: entry.kind,
    disposition_id: entry.dispositionId ?? null,
    attachments: entry.attachments ?? [],
    at: fact.at,
    role: fact.by.role,
    organisation: fact.by.organisation ?? null,
    unit: fact.by.unit ?? null,
    words: entry.words,
  };
  return [{ view: threadView.name, set }];
}
