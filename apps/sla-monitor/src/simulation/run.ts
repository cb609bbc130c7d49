import { type Fault, judge } from './oracle';
import { type Sabotage } from './sabotage';
import { traceOf } from './trace';
import { World } from './world';

export interface Outcome {
  readonly seed: number;
  readonly faults: readonly Fault[];
  readonly crashes: number;
  readonly facts: number;
  readonly misses: number;
  readonly steps: number;
  /** the log of the complaints that something is wrong with; empty where all is well */
  readonly trace: readonly string[];
}

export interface RunOptions {
  readonly sabotage?: Sabotage | undefined;
  /** moves before everything is drained */
  readonly moves?: number;
}

/** One run from its seed, judged. What it throws is a fault as well: the service must come to rest. */
export async function run(seed: number, { sabotage, moves = 300 }: RunOptions = {}): Promise<Outcome> {
  const world = new World(seed, sabotage);
  const faults: Fault[] = [];
  try {
    for (let move = 0; move < moves; move += 1) await world.move();
    await world.drain();
    faults.push(...(await judge(world)));
  } catch (error) {
    faults.push({ what: error instanceof Error ? `${error.message} ${error.stack ?? ''}` : String(error) });
  }
  const { told } = world.truth;
  const count = (type: string) =>
    told.filter(({ fact, verdict }) => fact.type === type && verdict.kind === 'applied').length;
  return {
    seed,
    faults,
    crashes: world.crashes,
    facts: told.length,
    misses: count('DeadlineMissed'),
    steps: count('CaseEscalated'),
    trace: faults.length > 0 ? traceOf(world, faults) : [],
  };
}
