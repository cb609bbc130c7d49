import { type ReplyKind } from '@satupintu/domain';
import { type Automatic } from './adapter';
import { type Wish } from './said';

/** A case that a message may be about, as it stands. */
export interface Standing {
  readonly complaintId: string;
  readonly canReply: readonly ReplyKind[];
  /** the reporter is waited for: a question is open, or an answer is there to be confirmed */
  readonly waits: boolean;
  /** not closed and not archived */
  readonly open: boolean;
}

export interface Heard {
  readonly wish?: Wish | undefined;
  /** a picture or a place and not a word */
  readonly wordless: boolean;
  readonly automatic?: Automatic | undefined;
  /** the network says who the sender is */
  readonly vouched: boolean;
  /** the case that its code, or the address that it went to, proves it to be about */
  readonly proved?: Standing | undefined;
  /** cases of its sender on this channel, latest first */
  readonly own: readonly Standing[];
}

/** What a message is to us. */
export type Act =
  | { readonly act: 'file' }
  | { readonly act: 'reply'; readonly complaintId: string; readonly kind: ReplyKind }
  | { readonly act: 'ignore'; readonly code: Automatic | 'repeated' };

/**
 * What a message is: nothing where a machine wrote it, a reply where it proves to be one or the sender is waited for, and
 * else a new complaint. In doubt a complaint: what a person wrote is never dropped.
 */
export function choose({ wish, wordless, automatic, vouched, proved, own }: Heard): Act {
  if (automatic) return { act: 'ignore', code: automatic };
  if (wish === 'new') return { act: 'file' };
  if (proved) return ofProved(proved, wish);
  // Words that end a case must come from somebody: anybody can write any From line.
  const able = wish && vouched ? own.find(({ canReply }) => canReply.includes(wish)) : undefined;
  if (able && wish) return { act: 'reply', complaintId: able.complaintId, kind: wish };
  const [latest] = own;
  if (wish && endsCase.has(wish) && wordless && vouched && latest) return ofProved(latest, wish);
  const waiting = own.find(
    ({ waits, open, canReply }) => (waits || (wordless && open)) && canReply.includes('information'),
  );
  return waiting ? { act: 'reply', complaintId: waiting.complaintId, kind: 'information' } : { act: 'file' };
}

/** A yes or a never mind that comes too late, or twice, and says nothing else: there is nothing to complain of in it. */
const endsCase: ReadonlySet<Wish> = new Set<Wish>(['confirm', 'withdraw']);

/** A wish that means nothing now is tried all the same: the answer says why not. */
function ofProved({ complaintId, canReply }: Standing, wish: ReplyKind | undefined): Act {
  if (wish !== undefined || canReply.includes('information'))
    return { act: 'reply', complaintId, kind: wish ?? 'information' };
  return { act: 'file' };
}
