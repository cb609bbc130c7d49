import { callNames, Lives } from './lifecycle-lives';
import { startLoaded } from './loaded';
import { quantile, report } from './report';
import { type Options, startSystem, type System } from './system';

const WARM_MS = 4_000;
const ROUND_MS = 10_000;
const ROUNDS = 4;

/** A system that stays busy with whole lives for the length of each round. */
class Measured {
  private constructor(
    readonly system: System,
    readonly lives: Lives,
  ) {}

  static async start(system: System): Promise<Measured> {
    const lives = await Lives.on(system);
    await lives.run(WARM_MS);
    lives.forget();
    return new Measured(system, lives);
  }

  async stop(): Promise<void> {
    await this.lives.close();
    await this.system.stop();
  }

  quantiles(q: number): Record<string, number> {
    const of = (name: (typeof callNames)[number]) => Math.round(quantile(this.lives.times[name], q));
    return Object.fromEntries(callNames.map((name) => [name, of(name)]));
  }

  get figures(): object {
    return { lives: this.lives.done, p50Ms: this.quantiles(0.5), p99Ms: this.quantiles(0.99) };
  }
}

/**
 * Whole lives per second and how long each call takes, load generator on the same cores: on an empty system and, with
 * `--cases` or `--data`, on a loaded one in turns with it, so that both meet the same neighbours.
 */
export async function benchLifecycle(options: Options): Promise<void> {
  const loaded = await startLoaded(options);
  const systems: Measured[] = [];
  try {
    const empty = await Measured.start(await startSystem(options));
    systems.push(empty);
    if (loaded) systems.push(await Measured.start(loaded.system));
    for (let round = 0; round < ROUNDS; round += 1) {
      // There and back, so that neither always comes after the other.
      const turns = round % 2 === 0 ? systems : [...systems].reverse();
      for (const { lives } of turns) await lives.run(ROUND_MS);
    }
    reportEmpty(empty);
    if (loaded) reportLoaded(empty, systems[1] ?? empty, loaded.cases);
  } finally {
    for (const each of systems) await each.stop();
    loaded?.remove();
  }
}

function reportEmpty({ lives, figures }: Measured): void {
  report({
    name: 'lifecycle.rate',
    value: lives.perSecond,
    unit: '1/s',
    floor: 37,
    detail: { ...figures, floorIs: 'best published figure, 16 cores' },
  });
}

/** The floor is the empty system; how much longer each call took on the loaded one, in hundredths, beside it. */
function reportLoaded(empty: Measured, full: Measured, cases: number): void {
  const slower = (q: number) => {
    const [before, after] = [empty.quantiles(q), full.quantiles(q)];
    return Object.fromEntries(
      callNames.map((name) => [name, Math.round((100 * (after[name] ?? 0)) / (before[name] ?? 1) - 100)]),
    );
  };
  report({
    name: 'lifecycle.loaded',
    value: full.lives.perSecond,
    unit: '1/s',
    floor: empty.lives.perSecond,
    detail: {
      cases,
      ...full.figures,
      slowerPercent: { p50: slower(0.5), p99: slower(0.99) },
      floorIs: 'the empty system, in turns',
    },
  });
}
