/** Answers of an operator's command: what to print, and whether all is well. */
export interface Operated {
  readonly report: unknown;
  readonly well: boolean;
}
