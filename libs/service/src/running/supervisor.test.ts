import { EventEmitter } from 'node:events';
import { VirtualClock } from '../clock';
import { answerSupervisor, clockHandler } from './supervisor';

class Line extends EventEmitter {
  readonly sent: object[] = [];
  private waiting: (() => void)[] = [];

  send(message: object): void {
    this.sent.push(message);
    for (const wake of this.waiting.splice(0)) wake();
  }

  async ask(message: unknown): Promise<object | undefined> {
    const answered = new Promise<void>((done) => this.waiting.push(done));
    this.emit('message', message);
    await answered;
    return this.sent.at(-1);
  }
}

test('the supervisor moves the virtual clock, and never backwards', async () => {
  const line = new Line();
  const clock = new VirtualClock('2026-03-17T02:00:00.000Z');
  answerSupervisor(line, { clock: clockHandler(clock) });
  const later = '2026-03-18T02:00:00.000Z';
  expect(await line.ask({ id: 1, kind: 'clock', now: later })).toEqual({
    id: 1,
    kind: 'clock-set',
    now: later,
  });
  expect(clock.now()).toBe(later);
  await line.ask({ id: 2, kind: 'clock', now: '2026-03-17T02:00:00.000Z' });
  expect(clock.now()).toBe(later);
});

test('answers carry the id of their message, and failures are answers too', async () => {
  const line = new Line();
  const stop = answerSupervisor(line, {
    fire: () => Promise.resolve({ kind: 'fired', count: 2 }),
    broken: () => Promise.reject(new Error('no')),
  });
  expect(await line.ask({ id: 'x', kind: 'fire' })).toEqual({ id: 'x', kind: 'fired', count: 2 });
  expect(await line.ask({ id: 'y', kind: 'broken' })).toEqual({
    id: 'y',
    kind: 'failed',
    of: 'broken',
    reason: 'no',
  });
  stop();
  line.emit('message', { id: 'z', kind: 'fire' });
  expect(line.sent).toHaveLength(2);
});

test.each([undefined, null, 7, 'clock', {}, { kind: 7 }, { kind: 'toString' }, { kind: 'unknown' }])(
  'leaves %o alone',
  (message) => {
    const line = new Line();
    answerSupervisor(line, {});
    line.emit('message', message);
    expect(line.sent).toEqual([]);
  },
);
