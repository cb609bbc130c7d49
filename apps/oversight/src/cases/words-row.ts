import { type Case } from '@satupintu/domain';
import { type Sealed } from '@satupintu/events';
import { type Applied, type RowChange } from '@satupintu/log';
import { type Vault } from '@satupintu/vault';
import { wordsView } from '../views';
import { searchable } from './search-words';

interface Words {
  readonly text?: string;
  readonly title?: string;
  readonly place?: { readonly description?: string };
}

/** Sealed words of a case that searching needs; none where they were erased. */
interface Searchable {
  readonly complaintId: string;
  readonly sealed: readonly Sealed[];
}

const purpose = 'search';
const wordsOf = (opened: unknown): Words => (typeof opened === 'object' && opened !== null ? opened : {});

/** Which words a fact gives to a case, or takes from it; undefined where it does neither. */
function searchableOf({ fact, verdict, after }: Applied<Case>): Searchable | undefined {
  if (verdict.kind !== 'applied' || !after) return undefined;
  const { complaintId, words } = after;
  if (fact.type === 'ComplaintFiled') return { complaintId, sealed: [words] };
  if (fact.type === 'ComplaintCorrected' && fact.data.words !== undefined)
    return { complaintId, sealed: [words, fact.data.words] };
  return fact.type === 'PersonErased' && fact.data.scope === 'all' ? { complaintId, sealed: [] } : undefined;
}

/** Rows for searching, in the order of the facts. Whoever had everything erased is not found by words any more. */
export async function wordsRows(batch: readonly Applied<Case>[], vault: Vault): Promise<RowChange[]> {
  const cases = batch.flatMap((applied) => searchableOf(applied) ?? []);
  const items = cases.flatMap(({ complaintId, sealed }) =>
    sealed.map((one) => ({ complaintId, sealed: one, purpose })),
  );
  const opened = items.length === 0 ? [] : (await vault.open(items)).map(wordsOf);
  let next = 0;
  return cases.map(({ complaintId, sealed }) => {
    const words = opened.slice(next, (next += sealed.length));
    const text = searchable(...words.flatMap((one) => [one.text, one.title, one.place?.description]));
    return { view: wordsView.name, set: { complaint_id: complaintId, words: text } };
  });
}
