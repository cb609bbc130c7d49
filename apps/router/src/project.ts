import { type Case, type Filing, needsFiling, reactRouter, routingCauses } from '@satupintu/domain';
import { type Fact } from '@satupintu/events';
import { type Applied, type Handle } from '@satupintu/log';
import { type Deps } from '@satupintu/service';
import { decisionRows } from './decisions/decision-row';
import { asFiling } from './filing';
import { type Knowledge, knowledgeOf } from './knowledge';
import { exampleRows, filingRows } from './learning/example-row';
import { likenessRows } from './twins/likeness-row';
import { proposalRows, waitingRow } from './waiting/waiting-row';

/** What a batch of facts comes to at the router: rows, and what follows by rule. */
export const project =
  (deps: Deps): Handle<Case> =>
  async (batch, { live }) => ({
    rows: [
      ...batch.flatMap(decisionRows),
      ...batch.flatMap(proposalRows),
      ...batch.flatMap(filingRows),
      ...batch.flatMap(exampleRows),
      ...changedCases(batch).map(waitingRow),
      ...(await likenessRows(batch, deps.vault)),
    ],
    facts: live ? await reactions(batch, deps, knowledgeOf(deps)) : [],
    outgoing: [],
  });

/** Each case once, as the batch leaves it. */
function changedCases(batch: readonly Applied<Case>[]): Case[] {
  const last = new Map<string, Case>();
  for (const { verdict, after } of batch) {
    if (verdict.kind === 'applied' && after) last.set(after.complaintId, after);
  }
  return [...last.values()];
}

interface Cause {
  readonly fact: Fact;
  readonly before: Case | undefined;
  readonly after: Case;
}

const causesIn = (batch: readonly Applied<Case>[]): Cause[] =>
  batch.flatMap(({ fact, verdict, before, after }) =>
    verdict.kind === 'applied' && after && routingCauses.has(fact.type) ? [{ fact, before, after }] : [],
  );

async function reactions(batch: readonly Applied<Case>[], deps: Deps, knowledge: Knowledge): Promise<Fact[]> {
  const causes = causesIn(batch);
  if (causes.length === 0) return [];
  await knowledge.ready();
  const filings = await openFilings(causes, deps);
  const kit = knowledge.kit();
  const at = deps.clock.now();
  return causes.flatMap((cause) =>
    reactRouter(cause, { kit, at, filing: filings.get(cause.after.complaintId) }),
  );
}

/** Opens the words that decisions need, all with one query; words that were erased are missing. */
async function openFilings(causes: readonly Cause[], { vault }: Deps): Promise<Map<string, Filing>> {
  const wanted = causes.filter(({ fact }) => needsFiling(fact)).map(({ after }) => after);
  const opened = await vault.open(
    wanted.map(({ complaintId, words }) => ({ complaintId, sealed: words, purpose: 'routing' })),
  );
  const filings = new Map<string, Filing>();
  wanted.forEach(({ complaintId }, n) => {
    const filing = asFiling(opened[n]);
    if (filing) filings.set(complaintId, filing);
  });
  return filings;
}
