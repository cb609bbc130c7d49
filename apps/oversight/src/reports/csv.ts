type Value = string | number | null;

/** A cell that no spreadsheet takes for a formula. */
function cell(value: Value | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** RFC 4180, with a line of names. */
export function csv<N extends string>(
  names: readonly N[],
  rows: readonly Readonly<Record<N, Value>>[],
): string {
  const lines = [names.join(','), ...rows.map((row) => names.map((name) => cell(row[name])).join(','))];
  return lines.map((line) => `${line}\r\n`).join('');
}
