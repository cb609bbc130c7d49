import { type Case } from '@satupintu/domain';
import { type Applied, type Outcome, type RowChange } from '@satupintu/log';
import { type Vault } from '@satupintu/vault';
import { caseRow } from './cases/case-row';
import { wordsRows } from './cases/words-row';
import { escalationRows, factRow } from './facts/fact-row';
import { handlingRows } from './reports/handling-row';

/** What a batch of facts comes to in the supervisors' views. Oversight reacts to nothing by rule. */
export async function project(batch: readonly Applied<Case>[], vault: Vault): Promise<Outcome> {
  const rows: RowChange[] = [
    ...changedCases(batch).flatMap((state) => [caseRow(state), ...handlingRows(state)]),
    ...batch.map(factRow),
    ...batch.flatMap(escalationRows),
    ...(await wordsRows(batch, vault)),
  ];
  return { rows, facts: [], outgoing: [] };
}

/** Each case once, as the batch leaves it; what a row was in between nobody can see. */
function changedCases(batch: readonly Applied<Case>[]): Case[] {
  const last = new Map<string, Case>();
  for (const { verdict, after } of batch) {
    if (verdict.kind === 'applied' && after) last.set(after.complaintId, after);
  }
  return [...last.values()];
}
