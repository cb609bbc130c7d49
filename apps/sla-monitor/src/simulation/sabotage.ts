/** What is broken on purpose, to see that the harness finds it. */
export type Sabotage =
  /** the ids a complaint has seen are forgotten: a fact twice is a fact twice */
  | 'forgets-seen'
  /** fires without having read on to the end of the log */
  | 'fires-unread'
  /** saves without asking whether the position is still where it was */
  | 'no-compare-and-set'
  /** facts of the firing carry an id of chance */
  | 'random-ids'
  /** the scan leaves a due timer out, always the same */
  | 'skips-due';
