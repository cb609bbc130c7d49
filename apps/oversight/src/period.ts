import { isDate } from '@satupintu/domain';

/** National dates are counted in Jakarta: UTC+7, no daylight saving. */
const JAKARTA = 7 * 3_600_000;
const DAY = 86_400_000;

/** `Date.parse` takes 30 February for 2 March. */
const msOf = (text: string): number => (isDate(text.slice(0, 10)) ? Date.parse(text) : Number.NaN);

/** Beginning of a date, or the instant itself; undefined where there is no such date. */
export function beginningOf(text: string): string | undefined {
  const ms = msOf(text);
  if (Number.isNaN(ms)) return undefined;
  return new Date(text.length > 10 ? ms : ms - JAKARTA).toISOString();
}

/** First instant after a date, or after the instant itself. */
export function endOf(text: string): string | undefined {
  const ms = msOf(text);
  if (Number.isNaN(ms)) return undefined;
  return new Date(text.length > 10 ? ms + 1 : ms - JAKARTA + DAY).toISOString();
}
