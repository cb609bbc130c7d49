import { Controller, Inject, Param, Post } from '@nestjs/common';
import { type Person } from '@satupintu/domain';
import { Id, Maybe, OneOf, Shape } from '@satupintu/events';
import { Call, type Deps, notFound, SERVICE_DEPS, ValidBody, Who } from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { intakeOf } from '../intake';
import { isWayOut } from './message';

const most = 1_000;
const DeliveriesBody = Shape({
  items: Type.Array(
    Shape({
      messageId: Id,
      state: OneOf('delivered', 'failed'),
      /** the gateway’s own code: a number stands in the proof, anything in the reason of a failure */
      code: Maybe(Type.String({ minLength: 1, maxLength: 100 })),
    }),
    { minItems: 1, maxItems: most },
  ),
});
const DeliveriesAnswer = Shape({
  /** of messages that this caller has carried */
  taken: Type.Integer({ minimum: 0 }),
});

/** Gateways and front ends say what became of messages to reporters. Safe to repeat. */
@Controller('v1/channels/:name/deliveries')
export class DeliveriesController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Post()
  @Call({
    summary: 'What became of messages to reporters that this gateway or front end has carried',
    access: ['channel'],
    body: DeliveriesBody,
    answer: DeliveriesAnswer,
  })
  async take(
    @Param('name') name: string,
    @Who() person: Person,
    @ValidBody() { items }: Static<typeof DeliveriesBody>,
  ): Promise<Static<typeof DeliveriesAnswer>> {
    if (!isWayOut(name)) throw notFound();
    const { reports } = await intakeOf(this.deps);
    return { taken: await reports.take(name, person.organisation, items) };
  }
}
