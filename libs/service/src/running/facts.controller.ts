import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type Case } from '@satupintu/domain';
import { COMPLAINTS } from '@satupintu/events';
import { type Applied, type BatchContext, type Handle, type Outcome } from '@satupintu/log';

/** Injection token of the service's `Handle`. */
export const HANDLE = Symbol('satupintu:handle');

/** Where facts enter a service: batches of the canonical topic, through the log's transport strategy. */
@Controller()
export class FactsController {
  constructor(@Inject(HANDLE) private readonly take: Handle<Case>) {}

  @EventPattern(COMPLAINTS)
  handle(@Payload() batch: readonly Applied<Case>[], @Ctx() context: BatchContext): Promise<Outcome> {
    return this.take(batch, context);
  }
}
