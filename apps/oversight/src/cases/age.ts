import { type Case } from '@satupintu/domain';

const DAY = 86_400_000;
const ms = (instant: string) => Date.parse(instant);

/** Seconds for which a case stood still, and since when it does now. */
export interface Standstill {
  readonly pausedFor: number;
  readonly pausedSince?: string;
}

/** Several clocks of a case pause together: their pauses are joined, so that no hour is counted twice. */
export function standstillOf(state: Case): Standstill {
  const pauses = Object.values(state.clocks)
    .flatMap((clock) => clock.pauses)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  let upTo = 0;
  let total = 0;
  for (const { from, to } of pauses) {
    const since = new Date(Math.max(ms(from), upTo)).toISOString();
    if (to === undefined) return { pausedFor: total / 1000, pausedSince: since };
    total += Math.max(0, ms(to) - ms(since));
    upTo = Math.max(upTo, ms(to));
  }
  return { pausedFor: total / 1000 };
}

/** Whole days of 24 hours from filing until the end or now: `gross` as the citizen counts, `net` without pauses. */
export function ageDays(of: { filedAt: string; endedAt?: string | null } & Standstill, now: string) {
  const end = ms(of.endedAt ?? now);
  const gross = Math.max(0, end - ms(of.filedAt));
  const still =
    of.pausedFor * 1000 + (of.pausedSince === undefined ? 0 : Math.max(0, end - ms(of.pausedSince)));
  return { gross: Math.floor(gross / DAY), net: Math.floor(Math.max(0, gross - still) / DAY) };
}
