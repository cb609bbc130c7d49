/** One measured figure, beside the floor of the same run: ratios can be compared between machines, figures cannot. */
export interface Figure {
  /** `intake.accepted` */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** the bare minimum that the same machine did in the same run */
  readonly floor?: number;
  readonly detail?: Readonly<Record<string, unknown>>;
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;

/** Prints the figure as one JSON line: `{name, value, unit, floor, ratio, detail}`. */
export function report({ name, value, unit, floor, detail = {} }: Figure): void {
  const ratio = floor === undefined || floor === 0 ? null : rounded(value / floor);
  console.log(
    JSON.stringify({
      name,
      value: rounded(value),
      unit,
      floor: floor === undefined ? null : rounded(floor),
      ratio,
      detail,
    }),
  );
}

/** The q-th quantile (0–1) of unsorted samples. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

/** Milliseconds that work took, and what it gave. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const from = process.hrtime.bigint();
  const value = await work();
  return { ms: Number(process.hrtime.bigint() - from) / 1e6, value };
}
