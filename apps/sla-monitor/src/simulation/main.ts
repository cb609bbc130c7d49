import { Command, InvalidArgumentError } from 'commander';
import { type Outcome, run } from './run';

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('a whole number');
  return value;
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const sum = (all: readonly Outcome[], of: (outcome: Outcome) => number) =>
  all.reduce((total, each) => total + of(each), 0);

function report(all: readonly Outcome[], begun: number): void {
  const failed = all.filter(({ faults }) => faults.length > 0);
  for (const { seed, trace } of failed.slice(0, 5)) for (const line of [`seed ${seed}`, ...trace]) say(line);
  const figures = {
    runs: all.length,
    crashes: sum(all, ({ crashes }) => crashes),
    facts: sum(all, ({ facts }) => facts),
    misses: sum(all, ({ misses }) => misses),
    steps: sum(all, ({ steps }) => steps),
    failed: failed.map(({ seed }) => seed),
    seconds: Math.round((performance.now() - begun) / 100) / 10,
  };
  say(JSON.stringify(figures));
  process.exitCode = failed.length > 0 ? 1 : 0;
}

new Command('simulate')
  .description(
    'Runs the service of the clocks in a simulated world with crashes. Each run follows from its seed.',
  )
  .option('--runs <n>', 'how many runs', whole, 1_000)
  .option('--seed <n>', 'the first seed; the others follow it', whole, 1)
  .option('--only <seed>', 'this run alone', whole)
  .action(async ({ runs, seed, only }: { runs: number; seed: number; only?: number }) => {
    const begun = performance.now();
    const first = only ?? seed;
    const all: Outcome[] = [];
    for (let at = first; at < first + (only === undefined ? runs : 1); at += 1) all.push(await run(at));
    report(all, begun);
  })
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
