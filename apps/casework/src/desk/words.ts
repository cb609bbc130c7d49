import { type Case } from '@satupintu/domain';
import { type Vault } from '@satupintu/vault';
import { type Pool } from 'pg';

/** What a case is about, in the reporter's words; a title that triage gave goes before the reporter's own. */
export interface CaseWords {
  readonly title?: string;
  /** null: erased */
  readonly text: string | null;
  readonly place?: {
    readonly regionCode?: string;
    readonly lat?: number;
    readonly lon?: number;
    readonly description?: string;
  };
  readonly attachments: readonly string[];
}

type Filing = Partial<Pick<CaseWords, 'title' | 'place'>> & { readonly text?: string };
const asFiling = (opened: unknown): Filing => (typeof opened === 'object' && opened !== null ? opened : {});

async function titlesOf(pool: Pool, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ complaint_id: string; words: string }>(
    `select complaint_id, words from title where complaint_id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.complaint_id, row.words]));
}

/** Opens the words of a page of cases: one query for titles, one for keys. */
export async function wordsOf(
  pool: Pool,
  vault: Vault,
  cases: readonly Case[],
  purpose: string,
): Promise<CaseWords[]> {
  const titles = await titlesOf(
    pool,
    cases.map(({ complaintId }) => complaintId),
  );
  const corrected = cases.filter(({ complaintId }) => titles.has(complaintId));
  const opened = await vault.open([
    ...cases.map(({ complaintId, words }) => ({ complaintId, sealed: words, purpose })),
    ...corrected.map(({ complaintId }) => ({ complaintId, sealed: titles.get(complaintId) ?? '', purpose })),
  ]);
  const titleBy = new Map(
    corrected.map(({ complaintId }, n) => [complaintId, asFiling(opened[cases.length + n]).title]),
  );
  return cases.map((state, n) => shown(state, asFiling(opened[n]), titleBy.get(state.complaintId)));
}

function shown(state: Case, filing: Filing, title: string | undefined): CaseWords {
  const place = { ...(state.region === undefined ? {} : { regionCode: state.region }), ...filing.place };
  const named = title ?? filing.title;
  return {
    ...(named === undefined ? {} : { title: named }),
    text: filing.text ?? null,
    ...(Object.keys(place).length === 0 ? {} : { place }),
    attachments: state.attachments,
  };
}
