/** One published version of a kind of reference, as it stands on the log. */
interface Published<T> {
  readonly value: T;
  readonly effectiveFrom: string;
}

/** National decrees take effect at midnight in Jakarta (UTC+7, no daylight saving). */
const jakartaDate = (instant: string): string =>
  new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);

/** All versions of one kind, in the order of the log. A version that comes twice counts once. */
export class Versions<T extends { readonly version: string; readonly effectiveFrom: string }> {
  private readonly published = new Map<string, Published<T>>();

  add(value: T): void {
    if (this.published.has(value.version)) return;
    this.published.set(value.version, { value, effectiveFrom: value.effectiveFrom.slice(0, 10) });
  }

  version(version: string): T | undefined {
    return this.published.get(version)?.value;
  }

  /** In effect at an instant: the latest `effectiveFrom` that has come, of equal ones the last published. */
  at(instant: string): T | undefined {
    const today = jakartaDate(instant);
    let best: Published<T> | undefined;
    for (const each of this.published.values()) {
      if (each.effectiveFrom <= today && (!best || each.effectiveFrom >= best.effectiveFrom)) best = each;
    }
    return (best ?? this.published.values().next().value)?.value;
  }

  all(): readonly T[] {
    return [...this.published.values()].map(({ value }) => value);
  }
}
