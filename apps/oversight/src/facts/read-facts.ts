import { type Actor, Sealed } from '@satupintu/events';
import { positionOf } from '@satupintu/service';
import { type Vault } from '@satupintu/vault';
import { type Pool } from 'pg';

interface Row {
  id: string;
  type: string;
  at: Date;
  by: Actor;
  verdict: string;
  code: string | null;
  cause: string | null;
  data: Record<string, unknown>;
}

const sealedForm = new RegExp(Sealed.pattern ?? '');
const isSealed = (value: unknown): value is Sealed => typeof value === 'string' && sealedForm.test(value);

function shown(row: Row, complaintId: string, words: unknown) {
  return {
    id: row.id,
    position: positionOf([{ subject: complaintId, id: row.id }]),
    type: row.type,
    at: row.at.toISOString(),
    by: row.by,
    verdict: row.verdict,
    ...(row.code === null ? {} : { code: row.code }),
    ...(row.cause === null ? {} : { cause: row.cause }),
    data: isSealed(row.data['words']) ? { ...row.data, words: words ?? null } : row.data,
  };
}

/**
 * The life of a case in the order of the log, with its words opened; null where they were erased. To who
 * may not read them (`vault` undefined) words are left out.
 */
export async function readFacts(pool: Pool, vault: Vault | undefined, complaintId: string) {
  const { rows } = await pool.query<Row>(
    `select id, type, at, by, verdict, code, cause, data from fact where complaint_id = $1 order by offset_`,
    [complaintId],
  );
  if (!vault) return rows.map((row) => shown(row, complaintId, undefined));
  const sealed = rows.flatMap(({ data: { words } }) => (isSealed(words) ? [words] : []));
  const opened = await vault.open(sealed.map((one) => ({ complaintId, sealed: one, purpose: 'oversight' })));
  const wordsOf = new Map(sealed.map((one, n) => [one, opened[n]]));
  return rows.map((row) => shown(row, complaintId, wordsOf.get(row.data['words'] as string)));
}
