import { type RoutingKit, routingKit } from '@satupintu/domain';
import { Command } from 'commander';
import { shippedDirectory, shippedGazetteer, shippedPolicy, shippedWords } from '../shipped';
import { learned, type Stopwatch, unlearned } from './experiment';
import { readRows } from './rows';

interface Options {
  readonly train?: string;
  readonly test: string;
  readonly label: string;
  readonly maskNames?: true;
}

/** Where the report goes: one JSON object, on one line. */
export interface Output {
  write(text: string): void;
}

/** `npm run routing -- evaluate`: how well complaints that were set aside are routed. */
export function program(output: Output, stopwatch: Stopwatch): Command {
  const routing = new Command('routing')
    .description('Looks at how well complaints are routed.')
    .exitOverride();
  routing
    .command('evaluate')
    .exitOverride()
    .description('trains on one file of labelled complaints, tests on another, and prints shares as JSON')
    .option(
      '--train <file>',
      'JSON lines to learn from; without it the shipped directory and rules are scored',
    )
    .requiredOption('--test <file>', 'JSON lines to test on')
    .option('--label <member>', 'member that names who handled it', 'organisation')
    .option('--mask-names', 'takes names and aliases of national bodies, and the labels, out of the texts')
    .action(({ train, test, label, maskNames }: Options) => {
      const tested = { test: readRows(test, label), maskNames: maskNames === true };
      const trained = train === undefined ? undefined : readRows(train, label);
      const kit = shippedKit();
      const report = trained
        ? learned({ ...tested, train: trained }, kit, stopwatch)
        : unlearned(tested, kit, stopwatch);
      output.write(`${JSON.stringify(report)}\n`);
    });
  return routing;
}

function shippedKit(): RoutingKit {
  const words = shippedWords();
  return routingKit(shippedDirectory(), shippedPolicy(), shippedGazetteer(words), words);
}
