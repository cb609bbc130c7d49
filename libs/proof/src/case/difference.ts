/** Where the log and the proof disagree. */
export interface Difference {
  readonly complaintId: string;
  readonly clockId?: string;
  readonly kind?: string;
  readonly what: string;
  /** of the fact concerned; absent for what is missing */
  readonly at?: string;
  readonly log: unknown;
  readonly proof: unknown;
  /** what the proof was made of, to be counted again by hand */
  readonly inputs?: unknown;
}

/** How much was proved. */
export interface Tally {
  cases: number;
  facts: number;
  clocks: number;
  dueTimes: number;
  misses: number;
  steps: number;
  reminders: number;
  windows: number;
}

export const emptyTally = (): Tally => ({
  cases: 0,
  facts: 0,
  clocks: 0,
  dueTimes: 0,
  misses: 0,
  steps: 0,
  reminders: 0,
  windows: 0,
});
