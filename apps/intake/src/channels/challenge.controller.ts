import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { Call, type Deps, notFound, SERVICE_DEPS, unauthenticated, ValidQuery } from '@satupintu/service';
import { Type } from '@sinclair/typebox';
import { type FastifyReply } from 'fastify';
import { intakeOf } from '../intake';
import { adapterOf } from './registry';

const Challenge = Type.Record(Type.String(), Type.String({ maxLength: 1_000 }));

/** A gateway that is being set up asks whether this is its address. */
@Controller('v1/channels')
export class ChallengeController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Get(':name')
  @Call({
    summary: 'Prove to a gateway that this is the address of its messages (WhatsApp: hub.challenge)',
    access: 'public',
    query: Challenge,
    answer: Type.String(),
  })
  async prove(
    @Param('name') name: string,
    @ValidQuery() query: Record<string, string>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const adapter = adapterOf(name);
    if (!adapter?.challenge) throw notFound();
    const { channelSettings } = await intakeOf(this.deps);
    const [answer] = (channelSettings.get(name) ?? []).flatMap(
      (one) => adapter.challenge?.(query, one) ?? [],
    );
    if (answer === undefined) throw unauthenticated('The verify token is not known here.');
    await reply.type('text/plain; charset=utf-8').send(answer);
  }
}
