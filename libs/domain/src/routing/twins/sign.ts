import { type Reason } from '@satupintu/events';

/** One thing that was compared. Weights are ours, tuned on the table of pairs. */
export interface Sign {
  /** how much it speaks for twins (log odds) */
  readonly weight: number;
  readonly says?: Reason | undefined;
  /**
   * Where both happen: `firm`, in one place; `loose`, in one that may have many of the kind; `parts`, at two sites
   * or streets, unless something firm says otherwise; `bars`, in two regencies.
   */
  readonly ties?: 'firm' | 'loose' | 'parts' | 'bars' | undefined;
}
