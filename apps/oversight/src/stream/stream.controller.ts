import { setTimeout as delay } from 'node:timers/promises';
import { Controller, Get, OnModuleDestroy, Req, Res } from '@nestjs/common';
import { type Person } from '@satupintu/domain';
import { Call, type LogCursor, readCursor, Who } from '@satupintu/service';
import { Type } from '@sinclair/typebox';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Watch, watchers } from '../watch.provider';
import { type Change, endOfFacts, readChanges } from './changes';

/** Machine time, milliseconds: between two looks, between two signs of life, and until a listener must ask again. */
const look = 1000;
const signOfLife = 15_000;
const mostTime = 15 * 60_000;

const textOf = ({ event, id, data }: Change) =>
  `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;

/**
 * Server-sent events: steps of the ladder and other changes, as they are projected. `Last-Event-ID` goes on where a
 * listener stopped. A stream ends with the appointment that gave the right, and after a quarter of an hour at most, so
 * that a token that has expired ends it too.
 */
@Controller('v1/oversight/stream')
export class StreamController implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(private readonly watch: Watch) {}

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  @Get()
  @Call({
    summary: 'New escalations and changes, as server-sent events',
    access: watchers,
    answer: Type.String(),
  })
  async listen(
    @Who() person: Person,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const last = request.headers['last-event-id'];
    const cursor = typeof last === 'string' ? readCursor(last) : await endOfFacts(this.watch.deps.pool);
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    reply.raw.write('retry: 2000\n\n');
    try {
      await this.tell(person, cursor, reply);
    } catch (error) {
      // The listener comes back by itself and goes on where it stopped.
      this.watch.deps.logger.warn({ err: error }, 'a stream broke off');
    }
    reply.raw.end();
  }

  private mayGoOn(person: Person): boolean {
    const { appointments } = this.watch.deps.reference;
    return !this.stopping.signal.aborted && appointments.allow(person, this.watch.now);
  }

  private async tell(person: Person, from: LogCursor, { raw }: FastifyReply): Promise<void> {
    const end = Date.now() + mostTime;
    let cursor = from;
    let signed = Date.now();
    while (this.mayGoOn(person) && !raw.destroyed && Date.now() < end) {
      const page = await readChanges(this.watch.deps.pool, this.watch.scopeOf(person), cursor);
      cursor = page.cursor;
      for (const change of page.changes) raw.write(textOf(change));
      if (page.changes.length > 0) signed = Date.now();
      else if (Date.now() - signed >= signOfLife) {
        raw.write(': still here\n\n');
        signed = Date.now();
      }
      if (page.changes.length === 0)
        await delay(look, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }
}
