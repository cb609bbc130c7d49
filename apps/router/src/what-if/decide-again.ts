import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { type RoutingInput, type RoutingKit, suggest } from '@satupintu/domain';
import { isCompiled } from '../learning/training-process';
import { type Asked, kitOf } from './knowledge-asked';
import { type Destination } from './tally';

/** Decides many cases, in order. */
export interface Decider {
  decide(inputs: readonly RoutingInput[]): Promise<Destination[]>;
  close(): Promise<void>;
}

export function destinationOf(input: RoutingInput, kit: RoutingKit): Destination {
  const { decision, suggestions } = suggest(input, kit);
  const [first] = suggestions;
  if (decision === 'triage' || !first) return 'triage';
  const { organisation, unit } = first;
  return unit === undefined ? { organisation } : { organisation, unit };
}

/** A thread per core; from the sources, as tests run, there is no compiled program for one, so it is done here. */
export async function deciderOf(asked: Asked): Promise<Decider> {
  if (isCompiled) return Threads.start(asked, availableParallelism());
  const kit = kitOf(asked);
  return {
    decide: (inputs) => Promise.resolve(inputs.map((input) => destinationOf(input, kit))),
    close: () => Promise.resolve(),
  };
}

/** Words are handed over in memory and stay there. */
class Threads implements Decider {
  private next = 0;

  private constructor(private readonly workers: readonly Worker[]) {}

  /** Resolves when all of them have put together what they decide with. */
  static async start(asked: Asked, count: number): Promise<Threads> {
    const program = join(__dirname, 'decide-thread.js');
    const workers = Array.from({ length: count }, () => new Worker(program, { workerData: asked }));
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    return new Threads(workers);
  }

  decide(inputs: readonly RoutingInput[]): Promise<Destination[]> {
    const worker = this.workers[this.next % this.workers.length];
    this.next += 1;
    if (!worker) throw new Error('there is no thread');
    return new Promise((resolve, reject) => {
      const channel = new MessageChannel();
      const settle = (done: () => void) => {
        worker.off('error', fail);
        channel.port1.close();
        done();
      };
      const fail = (error: Error) => settle(() => reject(error));
      worker.once('error', fail);
      channel.port1.once('message', (decided: Destination[]) => settle(() => resolve(decided)));
      worker.postMessage({ inputs, port: channel.port2 }, [channel.port2]);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}
