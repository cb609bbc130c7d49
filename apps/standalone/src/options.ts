import { Command, InvalidArgumentError } from 'commander';

/** What `npm start -- …` was told. */
export interface Options {
  readonly port: number;
  readonly data: string;
  /** no sample complaints */
  readonly empty: boolean;
  /** false: the Postgres log; true: a Kafka of our own; text: brokers that are there already */
  readonly kafka: boolean | string;
  /** the instant at which a virtual clock begins */
  readonly clock: string | undefined;
  /** of each service */
  readonly processes: number;
}

function whole(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`a whole number from ${least} to ${most}`);
  };
}

/** Any ISO 8601 instant, as `2026-03-17T02:00:00.000Z`; undefined where it is none. */
export function asInstant(text: string): string | undefined {
  const at = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function instant(text: string): string {
  const at = asInstant(text);
  if (at !== undefined) return at;
  throw new InvalidArgumentError('an instant such as 2026-03-17T02:00:00.000Z');
}

export function readOptions(argv: readonly string[]): Options {
  const command = new Command('npm start --')
    .description(
      'Starts everything on one machine, with nothing but Node: database, log, services, one address.',
    )
    .option('--port <n>', 'the one address is http://localhost:<n>', whole(0, 65_535), 3000)
    .option('--data <folder>', 'where everything lasts', '.satupintu')
    .option('--empty', 'file no sample complaints', false)
    .option('--kafka [brokers]', 'the log on Kafka: one of our own, or the brokers named', false)
    .option('--clock <instant>', 'a virtual clock that stands still until it is moved', instant)
    .option('--processes <n>', 'of each service', whole(1, 4), 1)
    .parse([...argv], { from: 'user' });
  return { clock: undefined, ...command.opts<Omit<Options, 'clock'>>() };
}
