import { type Case, reactClocks } from '@satupintu/domain';
import { type Handle } from '@satupintu/log';
import { type Deps } from '@satupintu/service';
import { rowsOf } from './clock-row';
import { noticeRows } from './notices/notice-row';
import { readVersionsOf, refsNow } from './refs';

/** What a batch of facts comes to for the clocks: rows, and the clock facts that follow by rule. */
export const project =
  (deps: Pick<Deps, 'reference'>): Handle<Case> =>
  async (batch, { live }) => {
    const rows = batch.flatMap(({ fact, verdict, before, after }) =>
      verdict.kind === 'applied' && after
        ? [...rowsOf(before, after), ...noticeRows(fact, before, after)]
        : [],
    );
    if (!live) return { rows, facts: [], outgoing: [] };
    await readVersionsOf(
      batch.map(({ fact }) => fact),
      deps,
    );
    const refs = refsNow(deps);
    return { rows, facts: batch.flatMap((applied) => reactClocks(applied, refs)), outgoing: [] };
  };
