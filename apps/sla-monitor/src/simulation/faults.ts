import { type Random } from './random';

/** How a durable step ends: done or not, and whether the process hears of it, hears of a failure, or is dead. */
export type Fate = 'done' | 'fails' | 'lost' | 'crash-before' | 'crash-after';

/** The step may have taken effect or not; who asked for it tries again. */
export class Away extends Error {
  readonly code = 'away';
  readonly retryable = true;
}

/** How rough a run is: probabilities per durable step or per move of the world. */
export interface Weather {
  readonly crash: number;
  readonly failure: number;
  readonly lag: number;
  readonly duplicate: number;
  readonly lockLost: number;
  readonly zombie: number;
  readonly jump: number;
  readonly rebuild: number;
  /** milliseconds by which clocks may differ from the true time, either way */
  readonly drift: number;
  /** longest time, days, that a process stays away */
  readonly outage: number;
}

const calm: Weather = {
  crash: 0,
  failure: 0,
  lag: 0.1,
  duplicate: 0,
  lockLost: 0,
  zombie: 0,
  jump: 0,
  rebuild: 0.002,
  drift: 900,
  outage: 1,
};

export function weatherOf(random: Random): Weather {
  const rough = () => random.pick([0, 0.3, 1]);
  return {
    ...calm,
    crash: 0.03 * rough(),
    failure: 0.06 * rough(),
    lag: 0.35 * rough(),
    duplicate: 0.05 * rough(),
    lockLost: 0.05 * rough(),
    zombie: 0.03 * rough(),
    jump: random.chance(0.25) ? 0.02 : 0,
    outage: random.pick([0.2, 2, 9, 30]),
  };
}

export class Faults {
  /** how often each fate was met */
  readonly met: Record<Fate, number> = { done: 0, fails: 0, lost: 0, 'crash-before': 0, 'crash-after': 0 };
  /** while the run is drained nothing fails any more */
  over = false;

  constructor(
    private readonly random: Random,
    private readonly weather: Weather,
  ) {}

  draw(): Fate {
    const { crash, failure } = this.weather;
    const fate = this.over
      ? 'done'
      : this.random.weighted<Fate>([
          [crash / 2, 'crash-before'],
          [crash / 2, 'crash-after'],
          [failure / 2, 'fails'],
          [failure / 2, 'lost'],
          [1 - crash - failure, 'done'],
        ]);
    this.met[fate] += 1;
    return fate;
  }
}
