/** A step or reminder of a clock that somebody is told of. */
export interface Telling {
  readonly clockId: string;
  readonly kind: 'step' | 'reminder';
  /** of the ladder; absent for a reminder */
  readonly level?: number;
  /** of the step or reminder, ISO 8601 */
  readonly at: string;
}

/** Names what notice was given of; unique within a clock. */
export const noticeKey = ({ kind, level, at }: Pick<Telling, 'kind' | 'level' | 'at'>): string =>
  `${kind}:${level ?? 0}:${at}`;
