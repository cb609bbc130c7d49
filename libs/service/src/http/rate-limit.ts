import { LRUCache } from 'lru-cache';
import { Problem } from './problem';

interface Bucket {
  tokens: number;
  /** machine time, milliseconds */
  at: number;
}

/** One token bucket per caller: `perMinute` calls at once, refilled evenly. 0 is no limit. */
export class RateLimit {
  private readonly buckets = new LRUCache<string, Bucket>({ max: 20_000 });

  constructor(
    private readonly perMinute: number,
    private readonly machineNow: () => number = () => performance.now(),
  ) {}

  /** @throws Problem 429 `too-many-requests` with `Retry-After` */
  take(caller: string): void {
    if (this.perMinute === 0) return;
    const now = this.machineNow();
    const bucket = this.buckets.get(caller) ?? { tokens: this.perMinute, at: now };
    const refilled = bucket.tokens + ((now - bucket.at) * this.perMinute) / 60_000;
    const tokens = Math.min(this.perMinute, refilled) - 1;
    this.buckets.set(caller, { tokens: tokens < 0 ? tokens + 1 : tokens, at: now });
    if (tokens >= 0) return;
    const retryAfter = Math.max(1, Math.ceil((-tokens * 60) / this.perMinute));
    throw new Problem(429, 'too-many-requests', 'Too many calls in a short time.', { retryAfter });
  }
}
