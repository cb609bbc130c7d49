import { type Case, likenessOf, marksOf, saysNothing, type Told } from '@satupintu/domain';
import { type Applied, type RowChange } from '@satupintu/log';
import { type Vault } from '@satupintu/vault';
import { likenessView } from './likeness.view';

/** What the sealed filing holds, as far as twins are found by it. */
interface Filed extends Told {
  readonly place?: {
    readonly description?: string | undefined;
    readonly lat?: number | undefined;
    readonly lon?: number | undefined;
  };
}

/** What the router’s decisions understood of the complaint changed, or was said for the first time. */
function isUnderstood({ fact, verdict, before, after }: Applied<Case>): boolean {
  // A decision may come after the erasure: no key that is still at hand may bring back what was taken away.
  if (verdict.kind !== 'applied' || !after || after.erased === 'all') return false;
  if (fact.type === 'ComplaintCorrected') return fact.data.category !== undefined;
  if (fact.type !== 'TriageRequested' && fact.type !== 'DispositionOffered') return false;
  const first = before?.triageRound === 0 && Object.keys(before.dispositions).length === 0;
  return first || before?.region !== after.region || before?.category !== after.category;
}

const isErased = ({ fact, verdict }: Applied<Case>) =>
  verdict.kind === 'applied' && fact.type === 'PersonErased' && fact.data.scope === 'all';

/**
 * Rows that twins are found by, in the order of the facts: written when a decision has said what the complaint is
 * about, gone with the reporter’s words. A rebuild cannot open erased words and writes no row where this removes one.
 */
export async function likenessRows(batch: readonly Applied<Case>[], vault: Vault): Promise<RowChange[]> {
  const told = batch.filter(isUnderstood).flatMap(({ after }) => after ?? []);
  const opened =
    told.length === 0
      ? []
      : await vault.open(
          told.map(({ complaintId, words }) => ({ complaintId, sealed: words, purpose: 'twins' })),
        );
  let next = 0;
  return batch.flatMap((applied) => {
    if (isErased(applied)) return [removed(applied.fact.subject)];
    if (!isUnderstood(applied) || !applied.after) return [];
    const filed = opened[next++];
    return isFiled(filed) ? likenessRow(applied.after, filed) : [];
  });
}

const isFiled = (opened: unknown): opened is Filed =>
  typeof opened === 'object' && opened !== null && typeof (opened as Partial<Filed>).text === 'string';

const removed = (complaintId: string): RowChange => ({
  view: likenessView.name,
  remove: { complaint_id: complaintId },
});

/** Some hundred metres: near enough to find twins, too far to find a door. */
const rounded = (degrees: number | undefined) =>
  degrees === undefined ? undefined : Math.round(degrees * 1000) / 1000;

function likenessRow({ complaintId, filedAt, region, category }: Case, filed: Filed): RowChange[] {
  const likeness = likenessOf(filed);
  const [lat, lon] = [rounded(filed.place?.lat), rounded(filed.place?.lon)];
  if (saysNothing(likeness) && lat === undefined) return [];
  const set = {
    complaint_id: complaintId,
    filed_at: filedAt,
    region: region ?? null,
    category: category ?? null,
    lat: lat ?? null,
    lon: lon ?? null,
    marks: marksOf(likeness, { filedAt, region, lat, lon }),
    ...likeness,
  };
  return [{ view: likenessView.name, set }];
}
