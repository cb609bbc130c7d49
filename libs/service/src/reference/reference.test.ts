import { type Calendar, fact, REFERENCE, type WeekHours } from '@satupintu/events';
import { Appender, MemoryLog } from '@satupintu/log';
import { pino } from 'pino';
import { VirtualClock } from '../clock';
import { Reference } from './reference';

const at = '2026-03-17T02:00:00.000Z';
const week: WeekHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const calendar = (version: string, effectiveFrom: string) =>
  fact('CalendarPublished', `calendar:${version}`, { subject: 'calendar', at, by: { role: 'rule' } }, {
    version,
    effectiveFrom,
    years: [2026],
    days: [],
    hours: { ordinary: week },
    ramadan: [],
    daysOff: [],
  } satisfies Calendar);

async function onLog(...values: string[]) {
  const log = new MemoryLog();
  await log.ensure([{ topic: REFERENCE, partitions: 1 }]);
  await log.append(values.map((value) => ({ topic: REFERENCE, key: 'calendar', value })));
  const clock = new VirtualClock(at);
  const appender = new Appender(log);
  const reference = new Reference({ log, appender, clock, logger: pino({ level: 'silent' }) });
  return { log, clock, reference };
}

test('a shipped version is published once, however often it is asked for, by however many', async () => {
  const { log, reference } = await onLog();
  await reference.start();
  const shipped = calendar('1', '2026-01-01');
  await Promise.all([reference.publishShipped(shipped), reference.publishShipped(shipped)]);
  await reference.publishShipped(shipped);
  expect(reference.calendars()).toHaveLength(1);
  const twin = new Reference({
    log,
    appender: new Appender(log),
    clock: new VirtualClock(at),
    logger: pino({ level: 'silent' }),
  });
  await twin.start();
  const before = await log.end(REFERENCE);
  await twin.publishShipped(shipped);
  expect(await log.end(REFERENCE)).toEqual(before);
  expect(twin.calendar().version).toBe('1');
  await Promise.all([reference.stop(), twin.stop()]);
});

test('the version in effect is the one with the latest start that has come, by the date of Jakarta', async () => {
  const { reference } = await onLog();
  await reference.start();
  await reference.publishShipped(calendar('2026', '2026-01-01'));
  await reference.publishShipped(calendar('amended', '2026-08-07'));
  await reference.publishShipped(calendar('2027', '2027-01-01'));
  expect(reference.calendar('2026-08-06T16:59:59.999Z').version).toBe('2026');
  expect(reference.calendar('2026-08-06T17:00:00.000Z').version).toBe('amended');
  expect(reference.calendar('2030-01-01T00:00:00.000Z').version).toBe('2027');
  expect(reference.calendar().version).toBe('2026');
  expect((await reference.calendarVersion('2027')).version).toBe('2027');
  await reference.stop();
});

test('who asks for a version that has not been read yet waits for it', async () => {
  const { log, reference } = await onLog();
  await reference.start();
  const asked = reference.calendarVersion('late');
  const other = new Reference({
    log,
    appender: new Appender(log),
    clock: new VirtualClock(at),
    logger: pino({ level: 'silent' }),
  });
  await other.start();
  await other.publishShipped(calendar('late', '2026-01-01'));
  expect((await asked).version).toBe('late');
  expect(await reference.caughtUp()).toBe(true);
  await Promise.all([reference.stop(), other.stop()]);
});

test('a reference fact that cannot be read makes it not ready, for good', async () => {
  const { reference } = await onLog('{"type":"id.satupintu.calendar-published"}');
  await reference.start();
  expect(reference.ready()).toBe(false);
  expect(reference.problem).toContain('0:0');
  await reference.stop();
});

test('it waits for a log that is away at the start', async () => {
  const { log, reference } = await onLog();
  log.away();
  const started = reference.start();
  expect(reference.ready()).toBe(false);
  log.back();
  await started;
  expect(reference.ready()).toBe(true);
  await reference.stop();
});
