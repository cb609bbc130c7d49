import { Controller, Inject, Post } from '@nestjs/common';
import { actorOf, extend } from '@satupintu/domain';
import { Code, type FactOf, Id, Instant, Shape } from '@satupintu/events';
import { Call, type Command, Commanded, type Deps, notFound, PathId, SERVICE_DEPS } from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { refsNow } from '../refs';
import { complaintOf } from './read-clocks';

const Extension = Shape({
  /** in the unit of the clock's rule */
  amount: Type.Number({ exclusiveMinimum: 0, maximum: 10_000 }),
  reason: Code,
});
const Extended = Shape({
  clockId: Id,
  dueAt: Type.Union([Instant, Type.Null()]),
  was: Type.Union([Instant, Type.Null()]),
  position: Type.String(),
});

/** More time for a clock, from whom its rule names, for a reason and up to a cap that the rule names. */
@Controller('v1/clocks')
export class ExtensionsController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Post(':clockId/extensions')
  @Call({
    summary: 'Give a clock more time, where its rule allows that',
    access: ['coordinator', 'national', 'analyst'],
    body: Extension,
    answer: Extended,
    status: 201,
  })
  async extend(@PathId('clockId') clockId: string, @Commanded() command: Command<Static<typeof Extension>>) {
    const { body, person } = command;
    const complaintId = await complaintOf(this.deps.pool, clockId);
    if (complaintId === undefined) throw notFound();
    const actor = actorOf(person);
    const tree = this.deps.reference.directory();
    return this.deps.commands.run(
      { ...command, complaintId, actor },
      (state, at, keys) =>
        extend(
          state,
          { clockId, ...body },
          { at, by: actor, key: keys('extension') },
          { person, tree, refs: refsNow(this.deps) },
        ),
      ([extended]) => shown(extended as FactOf<'ClockExtended'>),
    );
  }
}

const shown = ({ data: { clockId, dueAt, was } }: FactOf<'ClockExtended'>) => ({ clockId, dueAt, was });
