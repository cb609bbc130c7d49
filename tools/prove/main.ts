import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Command } from 'commander';
import { type Disagreement, disagreementAt } from './agree';
import { shippedWorld } from './shipped';

/** Seeds that one worker goes through: `first`, `first + step`, … below `end`. */
interface Share {
  readonly first: number;
  readonly step: number;
  readonly end: number;
}

/** Enough to see what is wrong; the rest is the same again. */
const mostShown = 5;

function go({ first, step, end }: Share): Disagreement[] {
  const world = shippedWorld();
  const found: Disagreement[] = [];
  for (let seed = first; seed < end && found.length < mostShown; seed += step) {
    const disagreement = disagreementAt(seed, world);
    if (disagreement) found.push(disagreement);
  }
  return found;
}

const inWorker = (share: Share) =>
  new Promise<Disagreement[]>((resolve, reject) => {
    const worker = new Worker(__filename, { workerData: share });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

interface Options {
  readonly histories: string;
  readonly seed: string;
  readonly workers: string;
}

async function prove(options: Options): Promise<void> {
  const [histories, seed, workers] = [options.histories, options.seed, options.workers].map(Number) as [
    number,
    number,
    number,
  ];
  const begun = performance.now();
  const shares = Array.from({ length: workers }, (_, index) => ({
    first: seed + index,
    step: workers,
    end: seed + histories,
  }));
  const found = (await Promise.all(shares.map(inWorker))).flat().sort((one, other) => one.seed - other.seed);
  for (const each of found) console.error(JSON.stringify(each, undefined, 2));
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  console.log(JSON.stringify({ histories, seed, seconds, disagreements: found.length }));
  if (found[0]) console.error(`again: npm run prove -- --histories 1 --seed ${found[0].seed}`);
  process.exitCode = found.length === 0 ? 0 : 1;
}

if (isMainThread) {
  void new Command('prove')
    .description(
      'Compares the clocks of the domain with an independent implementation over random histories.',
    )
    .option('--histories <n>', 'how many', '20000')
    .option('--seed <n>', 'of the first one; each has the next', '1')
    .option('--workers <n>', 'threads', '2')
    .action(prove)
    .parseAsync();
} else {
  parentPort?.postMessage(go(workerData as Share));
}
