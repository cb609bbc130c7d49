import { type Case } from '@satupintu/domain';
import { type Deps } from '@satupintu/service';
import { inboxItem } from './inbox-item';
import { countReplies } from './read-replies';
import { wordsOf } from './words';

interface Ids {
  readonly complaint_id: string;
  readonly disposition_id: string;
}

/** Rows of an inbox with all that is shown of them. */
export class ShownItems {
  constructor(private readonly deps: Deps) {}

  /** States first, then the words of each case once, however many bodies are on it. */
  async of(rows: readonly Ids[]) {
    const { loop, pool, vault, clock } = this.deps;
    const complaintIds = [...new Set(rows.map(({ complaint_id }) => complaint_id))];
    const [states, replies] = await Promise.all([
      loop.states(complaintIds),
      countReplies(pool, complaintIds),
    ]);
    const cases = [...states.values()];
    const words = await wordsOf(pool, vault, cases, 'handling');
    const wordsBy = new Map(cases.map((state: Case, n) => [state.complaintId, words[n]]));
    return rows.flatMap(({ complaint_id, disposition_id }) => {
      const state = states.get(complaint_id);
      if (!state) return [];
      const item = inboxItem(state, disposition_id, clock.now(), replies.get(complaint_id));
      return [{ ...item, ...wordsBy.get(complaint_id) }];
    });
  }
}
