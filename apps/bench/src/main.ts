import { Command, InvalidArgumentError } from 'commander';
import { benchInbox } from './bench-inbox';
import { benchIntake } from './bench-intake';
import { benchLifecycle } from './bench-lifecycle';
import { benchLog } from './bench-log';
import { benchReplay } from './bench-replay';
import { benchRouting } from './bench-routing';
import { benchSeed } from './bench-seed';
import { benchSla } from './bench-sla';
import { benchTwins } from './bench-twins';
import { benchWebhooks } from './bench-webhooks';
import { type Options } from './system';

const benches: Readonly<Record<string, (options: Options) => Promise<void>>> = {
  log: benchLog,
  intake: benchIntake,
  lifecycle: benchLifecycle,
  replay: benchReplay,
  routing: benchRouting,
  twins: benchTwins,
  sla: benchSla,
  webhooks: benchWebhooks,
};

/** No part of `all`: they fill a folder, or need one that was filled. */
const named: typeof benches = { seed: benchSeed, inbox: benchInbox };

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1');
  return value;
}

const program = new Command('bench')
  .description('Measures this product beside a floor measured in the same run. Prints JSON lines.')
  .argument('<name>', `${[...Object.keys(benches), ...Object.keys(named)].join(', ')} or all`)
  .option('--kafka', 'on a real Kafka instead of the Postgres log', false)
  .option('--cases <n>', 'how many cases to load first', positive)
  .option('--data <folder>', 'of seed: the new folder to fill; of lifecycle and inbox: one that was filled')
  .action(async (name: string, { kafka, cases, data }: Options) => {
    const chosen = name === 'all' ? Object.values(benches) : [named[name] ?? benches[name]];
    for (const bench of chosen) {
      if (!bench) throw new Error(`there is no benchmark ${name}`);
      await bench({ kafka, cases, data });
    }
  });

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
