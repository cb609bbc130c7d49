import { type Case, type Example, exampleOf } from '@satupintu/domain';
import { type Applied, type RowChange } from '@satupintu/log';
import { exampleView, filingView } from '../views';

/** How a complaint was filed, in codes only: what the router was given to decide on, beside the sealed words. */
export function filingRows({ fact, verdict, after }: Applied<Case>): RowChange[] {
  if (verdict.kind !== 'applied') return [];
  const view = filingView.name;
  if (fact.type === 'PersonErased' && after?.erased === 'all')
    return [{ view, remove: { complaint_id: fact.subject } }];
  if (fact.type !== 'ComplaintFiled') return [];
  const { class: given, category, region, filedBy, confidential } = fact.data;
  const set = {
    complaint_id: fact.subject,
    filed_at: fact.at,
    class: given ?? null,
    category: category ?? null,
    region: region ?? null,
    filed_by: filedBy ?? null,
    confidential,
  };
  return [{ view, set }];
}

/** What a case teaches now, where this fact has changed that. */
export function exampleRows({ verdict, before, after }: Applied<Case>): RowChange[] {
  if (verdict.kind !== 'applied' || !after || isUntouched(before, after)) return [];
  const [was, is] = [before && exampleOf(before), exampleOf(after)];
  if (!was && !is) return [];
  const view = exampleView.name;
  return [is ? { view, set: rowOf(is) } : { view, remove: { complaint_id: after.complaintId } }];
}

/** Most facts are about clocks, and teach nothing. */
const isUntouched = (before: Case | undefined, after: Case) =>
  before?.dispositions === after.dispositions &&
  before.lead === after.lead &&
  before.class === after.class &&
  before.erased === after.erased;

const rowOf = ({ complaintId, filedAt, at, said, handler, weight, against }: Example) => ({
  complaint_id: complaintId,
  filed_at: filedAt,
  at,
  said,
  organisation: handler?.organisation ?? null,
  unit: handler?.unit ?? null,
  weight,
  against,
});
