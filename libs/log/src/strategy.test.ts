import { Controller } from '@nestjs/common';
import { Ctx, type CustomStrategy, EventPattern, Payload } from '@nestjs/microservices';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface';
import { Test } from '@nestjs/testing';
import { type Applied, type BatchContext, type Outcome } from './applied';
import { isOutage } from './fault';
import { LogUnavailable } from './port';
import { LogFaults, LogStrategy } from './strategy';

const outcome: Outcome = { rows: [], facts: [], outgoing: [] };

@Controller()
class Desk {
  seen: unknown[] = [];
  away = false;

  @EventPattern('facts')
  handle(@Payload() batch: readonly Applied<object>[], @Ctx() context: BatchContext): Promise<Outcome> {
    this.seen.push([batch, context]);
    return this.away ? Promise.reject(new LogUnavailable('away')) : Promise.resolve(outcome);
  }
}

async function started(topic: string) {
  const strategy = new LogStrategy();
  const loop = { start: jest.fn(() => Promise.resolve()), stop: jest.fn(() => Promise.resolve()) };
  const handle = strategy.handle<object>(topic);
  strategy.drive(loop);
  const module = await Test.createTestingModule({ controllers: [Desk] }).compile();
  module.useLogger(false);
  const app = module.createNestMicroservice<CustomStrategy>(
    Object.assign(new NestApplicationContextOptions(), { strategy }),
  );
  app.useGlobalFilters(new LogFaults());
  return { app, handle, loop, desk: module.get(Desk) };
}

test('a controller handles the facts of a topic, and the loops start and stop with the microservice', async () => {
  const { app, handle, loop, desk } = await started('facts');
  await app.listen();
  expect(loop.start).toHaveBeenCalledTimes(1);
  expect(await handle([], { live: true })).toBe(outcome);
  expect(desk.seen).toEqual([[[], { live: true }]]);
  await app.close();
  expect(loop.stop).toHaveBeenCalledTimes(1);
});

test('what a controller throws reaches the loop as it is, so that an outage stays an outage', async () => {
  const { app, handle, desk } = await started('facts');
  await app.listen();
  desk.away = true;
  const error: unknown = await handle([], { live: true }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LogUnavailable);
  expect(isOutage(error)).toBe(true);
  await app.close();
});

test('a topic without a controller is noticed at the start', async () => {
  const { app, loop } = await started('others');
  await expect(app.listen()).rejects.toThrow('no controller handles others');
  expect(loop.start).not.toHaveBeenCalled();
  await app.close();
});
