import { type ClockRefs } from '@satupintu/domain';
import { type SweepPlace, type SweepPorts } from './ports';
import { Sweep } from './sweep';

const refs = (calendar: string) =>
  ({ calendar: { version: calendar }, policy: { version: 'policy' }, directory: {} }) as unknown as ClockRefs;

/** Cases with clocks that no version moves; remembers which were looked at. */
function world(ids: readonly string[]) {
  const looked: string[] = [];
  let place: SweepPlace | undefined;
  const force = { calendar: 'one' };
  const ports: SweepPorts = {
    readOn: () => Promise.resolve(true),
    states(asked) {
      looked.push(...asked);
      return Promise.resolve(new Map());
    },
    refs: () => refs(force.calendar),
    now: () => '2026-03-17T02:00:00.000Z',
    append: () => Promise.resolve(),
    alone: (work) => work(),
    movable: (after, limit) => Promise.resolve(ids.filter((id) => id > after).slice(0, limit)),
    published: () => true,
    book: {
      read: () => Promise.resolve(place),
      write(to) {
        place = to;
        return Promise.resolve();
      },
    },
  };
  return { looked, force, ports };
}

const going = new AbortController().signal;

test('goes on where a process ended, and not again once all were gone through', async () => {
  const { ports, looked } = world(['a', 'b', 'c', 'd']);
  const dying = new AbortController();
  const append = () => {
    dying.abort();
    return Promise.resolve();
  };
  await new Sweep({ ...ports, append }, dying.signal, 2).run();
  expect(looked).toEqual(['a', 'b']);
  const next = new Sweep(ports, going, 2);
  await next.run();
  expect(looked).toEqual(['a', 'b', 'c', 'd']);
  expect(next.needed()).toBe(false);
  await new Sweep(ports, going, 2).run();
  expect(looked).toHaveLength(4);
});

test('a process that was there when the versions changed goes through all, whatever another one has done', async () => {
  const stage = world(['a', 'b']);
  const [one, other] = [new Sweep(stage.ports, going), new Sweep(stage.ports, going)];
  await one.run();
  await other.run();
  expect(stage.looked).toEqual(['a', 'b']);
  stage.force.calendar = 'two';
  expect(one.needed()).toBe(true);
  await one.run();
  await other.run();
  expect(stage.looked).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
});
