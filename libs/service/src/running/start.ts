import { setTimeout as delay } from 'node:timers/promises';
import { COMPLAINTS, DISPOSITIONS, PARKED, PARTITIONS, REFERENCE } from '@satupintu/events';
import { openViews } from '@satupintu/log';
import { identifier } from '../access/identify';
import { Tokens } from '../access/tokens';
import { CallMachinery } from '../calls/machinery.provider';
import { waiter } from '../calls/wait';
import { type Config } from '../config/config';
import { RateLimit } from '../http/rate-limit';
import { Readiness } from '../http/readiness';
import { type Assembled, assemble, type Given } from './assemble';
import { type ServiceDefinition } from './definition';
import { type Deps } from './deps';
import { watch } from './figures';
import { replayOptionsOf } from './operations';
import { closeHttp, makeHttp } from './http';
import { poolOf } from './pool';
import { answerSupervisor, clockHandler, type SupervisorChannel } from './supervisor';
import { settleHandler } from './settle';

/** A service that answers. */
export interface Running {
  /** `http://127.0.0.1:49152` */
  readonly address: string;
  readonly deps: Deps;
  /** Resolves once reference and facts were read to the end and `onReady` has run. */
  readonly ready: Promise<void>;
  /** Stops taking calls, finishes what is under way, gives up its partitions. */
  close(): Promise<void>;
}

export interface StartOptions extends Given {
  /** the supervisor's line; none unless given */
  readonly supervisor?: SupervisorChannel;
}

/** Topics that must be there before anything is read or written. */
export const topics = [
  { topic: COMPLAINTS, partitions: PARTITIONS },
  { topic: REFERENCE, partitions: 1 },
  { topic: DISPOSITIONS, partitions: PARTITIONS },
  { topic: PARKED, partitions: 1 },
];

/**
 * Starts a service: calls are taken at once, facts as soon as the log answers. Needs the tables that `migrate` makes.
 * Views whose declarations have changed are rebuilt before facts are taken.
 */
export async function startService(
  definition: ServiceDefinition,
  config: Config,
  options: StartOptions = {},
): Promise<Running> {
  const assembled = await assemble(definition, config, options);
  const { deps } = assembled;
  const stopping = new AbortController();
  const readiness = new Readiness(deps, definition.readyWithoutLog ?? false);
  const app = await makeHttp({ ...assembled, definition, machinery: machineryOf(deps), readiness });
  watch(deps);
  await app.listen({ port: config.port, host: config.host });
  const stopAnswering = answerSupervisor(options.supervisor ?? silent, {
    clock: clockHandler(deps.clock),
    settle: settleHandler(deps, () => definition.busy?.(deps) ?? Promise.resolve(false)),
    ...definition.ipc?.(deps),
  });
  const ready = begin(definition, assembled, stopping.signal);
  ready.catch((error: unknown) => deps.logger.error({ err: error }, 'the service cannot begin'));
  return {
    address: await app.getUrl(),
    deps,
    ready,
    close: async () => {
      stopping.abort();
      stopAnswering();
      await closeHttp(app);
      await deps.reference.stop();
      await ready.catch(() => undefined);
      await definition.onStop?.(deps);
      await stop(deps, options);
    },
  };
}

const silent: SupervisorChannel = { on: () => undefined };

const machineryOf = ({ config, reference, clock, loop }: Deps): CallMachinery => {
  const tokens = new Tokens({
    issuer: config.jwtIssuer,
    audience: config.jwtAudience,
    jwksUrl: config.jwksUrl,
  });
  return new CallMachinery({
    identify: identifier(tokens, reference, clock),
    waitFor: waiter(loop, reference),
    rateLimit: new RateLimit(config.rateLimit),
  });
};

/** Reads reference facts, then the log, and tells the service when it has the whole picture. */
async function begin(
  definition: ServiceDefinition,
  { deps, handle }: Assembled,
  stopped: AbortSignal,
): Promise<void> {
  const { log, reference, loop, relay } = deps;
  relay.start();
  await persistently(deps, stopped, () => log.ensure(topics));
  await unless(stopped, () => reference.start());
  await persistently(deps, stopped, () => prepareViews(definition, { deps, handle }));
  await persistently(deps, stopped, () => loop.start());
  await persistently(deps, stopped, async () => {
    while (!stopped.aborted && !(await loop.caughtUp())) await delay(20);
  });
  await unless(stopped, () => definition.onReady?.(deps));
}

/** Makes or rebuilds views, on connections that may take their time. */
async function prepareViews(
  definition: ServiceDefinition,
  { deps, handle }: Pick<Assembled, 'deps' | 'handle'>,
): Promise<void> {
  const pool = poolOf(deps.config, definition.name, deps.logger, true);
  try {
    await openViews({ ...replayOptionsOf(definition, deps, handle), pool });
  } finally {
    await pool.end();
  }
}

const unless = async (stopped: AbortSignal, work: () => Promise<void> | undefined): Promise<void> => {
  if (!stopped.aborted) await work();
};

/** Tries until it works: at start the log may be away for long, and calls are taken all the same. */
async function persistently(
  { logger }: Deps,
  stopped: AbortSignal,
  work: () => Promise<unknown>,
): Promise<void> {
  for (let attempt = 0; !stopped.aborted; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      if (attempt === 0) logger.warn({ err: error }, 'the log cannot be used yet');
      await delay(Math.min(2_000, 100 * 2 ** attempt), undefined, { signal: stopped }).catch(() => undefined);
    }
  }
}

async function stop({ loop, relay, log, pool }: Deps, given: Given): Promise<void> {
  await Promise.all([loop.stop(), relay.stop()]);
  if (!given.log) await log.close();
  await pool.end();
}
