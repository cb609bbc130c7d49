import { Controller, Get, Inject, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { type Deps, SERVICE_DEPS } from '../running/deps';
import { READINESS, type Readiness } from './readiness';

/** What an orchestrator and Prometheus ask. No token; nothing about anybody. */
@Controller()
export class HealthController {
  constructor(
    @Inject(SERVICE_DEPS) private readonly deps: Deps,
    @Inject(READINESS) private readonly readiness: Readiness,
  ) {}

  @Get('health/live')
  live(): object {
    return { status: 'live' };
  }

  @Get('health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const checks = await this.readiness.check();
    const ready = Object.values(checks).every((check) => check === 'ok');
    void reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', checks });
  }

  @Get('metrics')
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    const { registry } = this.deps.metrics;
    void reply.type(registry.contentType).send(await registry.metrics());
  }
}
