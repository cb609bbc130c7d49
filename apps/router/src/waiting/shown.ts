import { type Case, type Filing } from '@satupintu/domain';
import { type Deps } from '@satupintu/service';
import { shownSuggestion } from '../suggestions/shown';
import { type WaitingRow } from './read-waiting';

/** What else is said of the cases of a page: twins of each, by complaint. */
export type Beside = (states: readonly Case[]) => Promise<ReadonlyMap<string, object>>;

/** Rows of a page with their states and words: one query for keys, none per row. */
export async function shownWaiting(
  rows: readonly WaitingRow[],
  { loop, vault }: Deps,
  beside?: Beside,
): Promise<object[]> {
  const states = await loop.states(rows.map((row) => row.complaint_id));
  const pairs = rows.flatMap((row) => {
    const state = states.get(row.complaint_id);
    return state ? [{ row, state }] : [];
  });
  const opened = await vault.open(
    pairs.map(({ state }) => ({ complaintId: state.complaintId, sealed: state.words, purpose: 'triage' })),
  );
  const more = await beside?.(pairs.map(({ state }) => state));
  return pairs.map(({ row, state }, n) => ({
    ...shown(row, state, (opened[n] ?? {}) as Partial<Filing>),
    ...more?.get(state.complaintId),
  }));
}

function shown(row: WaitingRow, state: Case, { title, text, place, agencyHint }: Partial<Filing>): object {
  const where = { ...place, ...(state.region !== undefined && { regionCode: state.region }) };
  return {
    complaintId: state.complaintId,
    trackingId: state.trackingId,
    status: state.status,
    owner: state.owner,
    channel: state.channel,
    class: state.class,
    ...(state.category !== undefined && { category: state.category }),
    filedAt: state.filedAt,
    waitingSince: row.since.toISOString(),
    ...(row.due_at && { dueAt: row.due_at.toISOString() }),
    why: row.why ?? 'unsure',
    emergency: row.emergency,
    anonymous: state.anonymous,
    confidential: state.confidential,
    hop: state.hop,
    ...(title !== undefined && { title }),
    text: text ?? null,
    ...(Object.keys(where).length > 0 && { place: where }),
    ...(agencyHint !== undefined && { agencyHint }),
    attachments: state.attachments,
    reasons: row.reasons ?? [],
    suggestions: (row.suggestions ?? []).map(shownSuggestion),
    contributors: state.proposedContributors ?? [],
    versions: row.versions ?? {},
  };
}

/** How a case stands after a decision; `dispositionId` where the decision names a body. */
export const standing = (state: Case, dispositionId?: string) => ({
  complaintId: state.complaintId,
  trackingId: state.trackingId,
  status: state.status,
  owner: state.owner,
  ...(dispositionId !== undefined && { dispositionId }),
});
