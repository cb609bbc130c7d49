import { type ComplaintFact, type Data, fact, idOf, type Sealed } from '@satupintu/events';
import { aboutOf, attempt, type Decided, type Wish } from './attempt';
import { type Case } from './case';
import { compact } from './rule';
import { isRefusal } from './verdict';

export const replyKinds = ['information', 'confirm', 'dispute', 'withdraw'] as const;
export type ReplyKind = (typeof replyKinds)[number];

export interface Reply {
  readonly kind: ReplyKind;
  readonly words?: Sealed | undefined;
  readonly rating?: number | undefined;
  readonly attachments: readonly string[];
}

/** What the reporter says about the case; a dispute also appeals an archiving. */
export function reply(state: Case, wish: Reply, by: Wish): Decided {
  return attempt(state, [said(state, wish, by)]);
}

function said(state: Case, { kind, words, rating, attachments }: Reply, by: Wish): ComplaintFact {
  const about = aboutOf(state, by);
  const { key } = by;
  const replyId = idOf(`reply:${key}`);
  const files = [...attachments];
  const leaves = state.status === 'merged' ? state.merge.into : undefined;
  switch (kind) {
    case 'information':
      return fact(
        'ReporterReplied',
        key,
        about,
        compact<Data<'ReporterReplied'>>({ replyId, words, attachments: files }),
      );
    case 'confirm':
      return fact(
        'ReporterConfirmed',
        key,
        about,
        compact<Data<'ReporterConfirmed'>>({ replyId, words, rating }),
      );
    case 'dispute':
      return fact(
        'ReporterDisputed',
        key,
        about,
        compact<Data<'ReporterDisputed'>>({ replyId, words, rating, attachments: files, leaves }),
      );
    case 'withdraw':
      return fact(
        'ReporterWithdrew',
        key,
        about,
        compact<Data<'ReporterWithdrew'>>({ replyId, words, leaves }),
      );
  }
}

/**
 * The replies that would mean something now. What is said after the closing brings the case back, or makes a new one
 * that follows it: a closing is no last word.
 */
export function canReply(state: Case, at: string): ReplyKind[] {
  if (state.status === 'closed') return ['information', 'dispute'];
  const by: Wish = { at, by: { role: 'reporter' }, key: 'would-be' };
  return replyKinds.filter((kind) => !isRefusal(reply(state, { kind, attachments: [] }, by)));
}

export function erase(state: Case, scope: 'identity' | 'all', by: Wish): Decided {
  return attempt(state, [fact('PersonErased', by.key, aboutOf(state, by), { scope })]);
}
