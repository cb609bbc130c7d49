import { type Case, caseFold } from '@satupintu/domain';
import { COMPLAINTS } from '@satupintu/events';
import {
  dropParked,
  type Handle,
  listParked,
  type Parked,
  rebuild,
  type RebuildOptions,
  retryParked,
  showParked,
  type StepOptions,
  verify,
} from '@satupintu/log';
import { schemaOf } from '../names';
import { type Assembled } from './assemble';
import { type ServiceDefinition } from './definition';
import { type Deps } from './deps';
import { type Operated } from './operated';

export const replayOptionsOf = (
  { name, views }: ServiceDefinition,
  { log, pool, logger }: Deps,
  handle: Handle<Case>,
): RebuildOptions<Case> => ({
  log,
  pool,
  logger,
  handle,
  views,
  service: schemaOf(name),
  topic: COMPLAINTS,
  fold: caseFold,
});

export interface Operation {
  readonly definition: ServiceDefinition;
  readonly assembled: Assembled;
  readonly args: readonly string[];
}

/** What an operator can ask of this service, by name: what all understand, and what is its own. */
export function operationsOf(definition: ServiceDefinition): Readonly<Record<string, RunOperation>> {
  const own = Object.entries(definition.operations ?? {}).map(([name, run]): [string, RunOperation] => [
    name,
    ({ assembled, args }) => run(assembled.deps, args),
  ]);
  return { ...Object.fromEntries(own), ...operations };
}

export type RunOperation = (operation: Operation) => Promise<Operated>;

/** What an operator can ask of any service beside the running one; `args` are those after the command's name. */
const operations: Readonly<Record<string, RunOperation>> = {
  async rebuild({ definition, assembled: { deps, handle }, args }) {
    const at = args.indexOf('--view');
    const only = at === -1 ? undefined : args[at + 1];
    const options = replayOptionsOf(definition, deps, handle);
    if (only !== undefined && !options.views.some(({ name }) => name === only))
      return failed(`there is no view ${only}`);
    return { report: await rebuild(only === undefined ? options : { ...options, only }), well: true };
  },

  async verify({ definition, assembled: { deps, handle } }) {
    const verified = await verify(replayOptionsOf(definition, deps, handle));
    const { rows } = await deps.pool.query<{ n: number }>(
      'select count(*)::integer as n from parked where dropped_at is null',
    );
    const parked = rows[0]?.n ?? 0;
    const well = verified.differences.length === 0 && !verified.parkedDiffers && parked === 0;
    return { report: { service: definition.name, ...verified, parked }, well };
  },

  async parked(operation) {
    const [command = 'list', id = ''] = operation.args;
    const run = Object.hasOwn(parkedCommands, command) ? parkedCommands[command] : undefined;
    return run ? run(operation, id) : failed('parked list | show <id> | retry <id> | drop <id>');
  },
};

type ParkedCommand = (operation: Operation, id: string) => Promise<Operated>;

const parkedCommands: Readonly<Record<string, ParkedCommand>> = {
  list: async ({ assembled: { deps } }) => ({
    report: (await listParked(deps.pool)).map(summary),
    well: true,
  }),
  show: async ({ assembled: { deps } }, id) => found(await showParked(deps.pool, id), id),
  retry: async (operation, id) => found(await retryParked(stepOptionsOf(operation), id), id),
  drop: async (operation, id) => found(await dropParked(stepOptionsOf(operation), id), id),
};

const stepOptionsOf = ({ definition, assembled: { deps, handle } }: Operation): StepOptions<Case> => ({
  ...replayOptionsOf(definition, deps, handle),
  consumer: schemaOf(definition.name),
});

/** Without the record: a list is for reading. */
const summary = ({ id, subject, factId, reason, parkedAt }: Parked) => ({
  id,
  subject,
  factId,
  reason,
  parkedAt,
});
const failed = (problem: string): Operated => ({ report: { problem }, well: false });
const found = (thing: object | undefined, id: string): Operated =>
  thing ? { report: thing, well: !('stuck' in thing) } : failed(`nothing parked has the id ${id}`);
