import { type Case, maySeeBetween, nextSteps, type Person } from '@satupintu/domain';
import { type Deps } from '@satupintu/service';
import { tasksOf, withoutBetween } from './between-bodies';
import { inboxItem } from './inbox-item';
import { countReplies, type ReplyCount } from './read-replies';
import { wordsOf } from './words';

interface Ids {
  readonly complaint_id: string;
  readonly disposition_id: string;
}

/** Rows of an inbox with all that is shown of them. */
export class ShownItems {
  constructor(private readonly deps: Deps) {}

  /** States first, then the words of each case once, however many bodies are on it. */
  async of(rows: readonly Ids[], person: Person) {
    const { loop, pool, vault, reference } = this.deps;
    const complaintIds = [...new Set(rows.map(({ complaint_id }) => complaint_id))];
    const [states, replies] = await Promise.all([
      loop.states(complaintIds),
      countReplies(pool, complaintIds),
    ]);
    const cases = [...states.values()];
    const parts = rows.flatMap(({ complaint_id, disposition_id }) => {
      const state = states.get(complaint_id);
      const part = state?.dispositions[disposition_id];
      return state && part ? [{ state, part }] : [];
    });
    const [words, tasks] = await Promise.all([
      wordsOf(pool, vault, cases, 'handling'),
      tasksOf(vault, parts, person, reference.directory()),
    ]);
    const wordsBy = new Map(cases.map((state: Case, n) => [state.complaintId, words[n]]));
    return parts.map(({ state, part: { dispositionId } }) => {
      const task = tasks.get(dispositionId);
      return {
        ...this.itemOf(state, dispositionId, person, replies.get(state.complaintId)),
        ...wordsBy.get(state.complaintId),
        ...(task !== undefined && { task }),
      };
    });
  }

  private itemOf(state: Case, dispositionId: string, person: Person, said: ReplyCount | undefined) {
    const { clock, reference } = this.deps;
    const now = clock.now();
    const item = inboxItem(state, dispositionId, said);
    const shown = maySeeBetween(person, state, reference.directory()) ? item : withoutBetween(item);
    return { ...shown, next: nextSteps(state, dispositionId, now, person) };
  }
}
