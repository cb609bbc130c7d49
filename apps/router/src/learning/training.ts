import { type Actor, fact, type Fact, REFERENCE } from '@satupintu/events';
import { withClient } from '@satupintu/log';
import { appendFacts, type Deps, Problem, unavailable } from '@satupintu/service';
import { knowledgeOf } from '../knowledge';
import { type Trained } from './candidate';
import { ModelStore } from './model-store';
import { nightly } from './nightly';
import { trainCandidate } from './train-candidate';
import { isCompiled, trainInProcess } from './training-process';

/** Held in the database while a process of the router trains and publishes; freed by the server if it dies. */
const lock = 0x1ea2_4;

/**
 * Trains and publishes, one at a time whatever the number of processes. Each step can be done again after a crash:
 * bytes are named by their digest and come before the fact, and the fact's id follows from the version, which
 * follows from what was learned. So nothing is lost and nothing is there twice.
 */
export class Training {
  private readonly stopping = new AbortController();
  private endNights = (): void => undefined;

  constructor(private readonly deps: Deps) {}

  /** @throws Problem 409 `training-under-way`, 422 `too-few-examples`, 503 `log-unavailable` */
  async run(by: Actor): Promise<Fact<'ModelPublished'>> {
    return withClient(this.deps.pool, async (client) => {
      const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [
        lock,
      ]);
      if (rows[0]?.free !== true) throw underWay();
      try {
        return await this.trainAndPublish(by);
      } finally {
        await client.query('select pg_advisory_unlock($1)', [lock]);
      }
    });
  }

  /** Each night, where the configuration says when. Not on a virtual clock, whose nights may take a second. */
  begin(): void {
    const { config, logger } = this.deps;
    if (config.trainAt === '' || config.virtual) return;
    this.endNights = nightly(config.trainAt, () => this.run({ role: 'rule' }), logger);
  }

  stop(): void {
    this.endNights();
    this.stopping.abort();
  }

  private async trainAndPublish(by: Actor): Promise<Fact<'ModelPublished'>> {
    const { reference, appender, pool } = this.deps;
    if (!(await reference.catchUp())) throw notRead();
    const trained = await this.train();
    if (trained.kind === 'too-few') throw tooFew(trained);
    const { models } = knowledgeOf(this.deps);
    const known = reference.models.find(({ data }) => data.version === trained.candidate.version);
    const published = known ?? this.factOf(trained.candidate, by);
    if (!known) await appendFacts(appender, REFERENCE, [published]);
    if (!(await reference.wait(published.id))) throw notRead();
    await models.refresh();
    await new ModelStore(pool).keepOnly(reference.models.map(({ data }) => data.digest));
    return published;
  }

  private train(): Promise<Trained> {
    return isCompiled ? trainInProcess(this.stopping.signal) : trainCandidate(this.deps);
  }

  private factOf(candidate: Fact<'ModelPublished'>['data'], by: Actor): Fact<'ModelPublished'> {
    const at = this.deps.clock.now();
    return fact(
      'ModelPublished',
      `model:${candidate.version}`,
      { subject: 'routing-model', at, by },
      candidate,
    );
  }
}

const underWay = () => new Problem(409, 'training-under-way', 'A model is being trained already.');
const notRead = () =>
  unavailable('not-yet-applied', 'The reference facts are not read yet. Repeat in a moment.', 1);
const tooFew = ({ examples, needed }: { examples: number; needed: number }) =>
  new Problem(
    422,
    'too-few-examples',
    `${examples} cases are decided by people so far; ${needed} are needed.`,
  );

const byDeps = new WeakMap<Deps, Training>();
/** One per running service. */
export function trainingOf(deps: Deps): Training {
  const known = byDeps.get(deps) ?? new Training(deps);
  byDeps.set(deps, known);
  return known;
}
