/**
 * Working time was asked for in a year without a published list of holidays. Never taken for "no holidays": the due
 * time is unknown until the list is published, and the clock stays open.
 */
export interface YearGap {
  readonly yearWithoutList: number;
}

export const yearGap = (year: number): YearGap => ({ yearWithoutList: year });
export const isGap = (value: unknown): value is YearGap =>
  typeof value === 'object' && value !== null && 'yearWithoutList' in value;
