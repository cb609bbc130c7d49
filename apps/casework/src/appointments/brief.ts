import { type Case } from '@satupintu/domain';
import { type Deps, type Handover } from '@satupintu/service';
import { type InboxRow } from '../desk/inbox';
import { inboxItem } from '../desk/inbox-item';
import { countReplies } from '../desk/read-replies';
import { lastMessages, type ThreadSummary } from '../thread/last-messages';

/** One case of a brief: how it stands, what is due, whose turn it is, what is said between the bodies. */
export type BriefItem = ReturnType<typeof inboxItem> & {
  readonly region?: string;
  readonly thread?: ThreadSummary;
};

/**
 * What the facts say of the cases that were handed over, as they stand now. No words: a brief is printed and passed
 * on, and an erasure must not have to follow it. The words are behind each case, under the reader’s own right; a case
 * that only its handlers may know of is in the brief of its handlers alone.
 */
export async function briefItems(
  { loop, pool }: Deps,
  rows: readonly Pick<InboxRow, 'complaint_id' | 'disposition_id'>[],
  mayKnow: (state: Case) => boolean,
): Promise<BriefItem[]> {
  const ids = [...new Set(rows.map(({ complaint_id }) => complaint_id))];
  const [states, replies, threads] = await Promise.all([
    loop.states(ids),
    countReplies(pool, ids),
    lastMessages(pool, ids),
  ]);
  return rows.flatMap(({ complaint_id: id, disposition_id }) => {
    const state = states.get(id);
    if (!state || !mayKnow(state)) return [];
    const item = inboxItem(state, disposition_id, replies.get(id));
    return [{ ...item, ...regionOf(state), ...threadOf(threads.get(id)) }];
  });
}

const regionOf = ({ region }: Case) => (region === undefined ? {} : { region });
const threadOf = (thread: ThreadSummary | undefined) => (thread ? { thread } : {});

/** The head of a brief, as its fact says it. */
export function handoverHead({ data, by }: Handover) {
  const { handoverId, organisation, unit, toUnit, leaving, arriving, at, cases } = data;
  return {
    handoverId,
    organisation,
    ...(unit !== undefined && { unit }),
    ...(toUnit !== undefined && { toUnit }),
    ...(leaving !== undefined && { leaving }),
    ...(arriving !== undefined && { arriving }),
    at,
    by: { role: by.role, ...(by.organisation !== undefined && { organisation: by.organisation }) },
    cases,
  };
}
