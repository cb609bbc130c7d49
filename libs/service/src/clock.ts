/** Domain time: what facts are dated with. Machine time (tokens, leases, retries) never comes from here. */
export interface Clock {
  /** ISO 8601, UTC, milliseconds */
  now(): string;
}

export class RealClock implements Clock {
  now(): string {
    return new Date().toISOString();
  }
}

/** Stands still between moves. Moved by the supervisor, never by itself, and never backwards. */
export class VirtualClock implements Clock {
  constructor(private instant: string) {}

  now(): string {
    return this.instant;
  }

  set(instant: string): void {
    if (instant > this.instant) this.instant = instant;
  }
}
