import { type Filing, type RoutingInput } from '@satupintu/domain';
import { type ComplaintClass } from '@satupintu/events';
import { type Vault } from '@satupintu/vault';
import { asFiling } from '../filing';

/** A complaint as the views `filing` and `case_state` know it; its words are sealed. */
export interface PastCase {
  readonly complaint_id: string;
  readonly filed_at: Date;
  readonly class: ComplaintClass | null;
  readonly category: string | null;
  readonly region: string | null;
  readonly filed_by: string | null;
  readonly confidential: boolean;
  readonly words: string;
}

/** The columns of a past case; `f` is the view `filing`, `c` is `case_state`. */
export const pastColumns = `f.complaint_id, f.filed_at, f.class, f.category, f.region, f.filed_by, f.confidential, c.state->>'words' as words`;

/** What the router was given to decide on when the case was filed; undefined where its words are gone. One query. */
export async function openInputs(
  cases: readonly PastCase[],
  vault: Vault,
  purpose: string,
): Promise<(RoutingInput | undefined)[]> {
  const opened = await vault.open(
    cases.map(({ complaint_id, words }) => ({ complaintId: complaint_id, sealed: words, purpose })),
  );
  return cases.map((past, at) => {
    const filing = asFiling(opened[at]);
    return filing && inputOf(past, filing);
  });
}

const inputOf = (past: PastCase, filing: Filing): RoutingInput => ({
  ...filing,
  place: { ...filing.place, ...(past.region !== null && { regionCode: past.region }) },
  class: past.class ?? undefined,
  category: past.category ?? undefined,
  operator: past.filed_by ?? undefined,
  confidential: past.confidential,
});
