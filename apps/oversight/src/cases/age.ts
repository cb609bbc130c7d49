import { type Case, standstills } from '@satupintu/domain';

const DAY = 86_400_000;
const ms = (instant: string) => Date.parse(instant);

/** Seconds for which a case stood still, and since when it does now. */
export interface Standstill {
  readonly pausedFor: number;
  readonly pausedSince?: string;
}

/** As a row keeps it: what is over, and since when the one lasts that is not. */
export function standstillOf(state: Case): Standstill {
  const spans = standstills(state);
  const since = spans.find(({ to }) => to === undefined)?.from;
  const over = spans.reduce((sum, { from, to = from }) => sum + Math.max(0, ms(to) - ms(from)), 0);
  return { pausedFor: over / 1000, ...(since === undefined ? {} : { pausedSince: since }) };
}

/** Whole days of 24 hours from filing until the end or now: `gross` as the citizen counts, `net` without pauses. */
export function ageDays(of: { filedAt: string; endedAt?: string | null } & Standstill, now: string) {
  const end = ms(of.endedAt ?? now);
  const gross = Math.max(0, end - ms(of.filedAt));
  const still =
    of.pausedFor * 1000 + (of.pausedSince === undefined ? 0 : Math.max(0, end - ms(of.pausedSince)));
  return { gross: Math.floor(gross / DAY), net: Math.floor(Math.max(0, gross - still) / DAY) };
}
