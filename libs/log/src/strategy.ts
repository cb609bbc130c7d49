import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { lastValueFrom, type Observable, throwError } from 'rxjs';
import { type Applied, type BatchContext, type Handle, type Outcome } from './applied';

interface Startable {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The log as a Nest transport. A controller handles the facts of a topic like any other message,
 *
 *     \@EventPattern(COMPLAINTS)
 *     handle(\@Payload() batch: readonly Applied<Case>[], \@Ctx() context: BatchContext): Promise<Outcome>
 *
 * and the loop behind it does what Nest's own transports cannot: whole batches, in order, saved with their position.
 *
 *     const strategy = new LogStrategy();
 *     strategy.drive(new Loop({ ..., handle: strategy.handle(COMPLAINTS) }));
 *     const app = await NestFactory.createMicroservice(Module, { strategy });
 *     app.useGlobalFilters(new LogFaults());
 */
export class LogStrategy extends Server implements CustomTransportStrategy {
  private readonly driven: Startable[] = [];
  private readonly patterns = new Set<string>();

  /** Starts and stops with the microservice. */
  drive(loop: Startable): void {
    this.driven.push(loop);
  }

  /** The handler that Nest found for a topic, as the loop wants it. */
  handle<S>(topic: string): Handle<S> {
    this.patterns.add(topic);
    return async (batch: readonly Applied<S>[], context: BatchContext): Promise<Outcome> => {
      const handler = this.getHandlerByPattern(topic);
      if (!handler) throw new MissingHandler(topic);
      const result: unknown = await lastValueFrom(this.transformToObservable(await handler(batch, context)));
      if (!isOutcome(result)) throw new TypeError(`the handler of ${topic} did not answer with an outcome`);
      return result;
    };
  }

  listen(callback: (error?: unknown) => void): void {
    const missing = [...this.patterns].find((topic) => !this.getHandlerByPattern(topic));
    const started = missing === undefined ? this.startAll() : Promise.reject(new MissingHandler(missing));
    started.then(() => callback(), callback);
  }

  async close(): Promise<void> {
    await Promise.all(this.driven.map((loop) => loop.stop()));
  }

  /** There is nothing of the connection to listen to; the log tells its users itself. */
  on(): never {
    throw new Error('the log strategy has no events');
  }

  unwrap<T>(): T {
    return this.driven as T;
  }

  private async startAll(): Promise<void> {
    await Promise.all(this.driven.map((loop) => loop.start()));
  }
}

/** A topic that nobody handles is a mistake in the module, not in the facts. */
class MissingHandler extends Error {
  readonly retryable = true;
  constructor(topic: string) {
    super(`no controller handles ${topic}`);
  }
}

const isOutcome = (value: unknown): value is Outcome =>
  typeof value === 'object' && value !== null && 'rows' in value && 'facts' in value && 'outgoing' in value;

/** Hands an exception to the loop as it is. Nest would replace it by "Internal server error", and an outage would park facts. */
@Catch()
export class LogFaults implements RpcExceptionFilter {
  catch(exception: unknown): Observable<never> {
    return throwError(() => exception);
  }
}
