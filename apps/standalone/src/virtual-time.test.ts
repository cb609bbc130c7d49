import { type Fleet } from './fleet';
import { VirtualTime } from './virtual-time';

const start = '2026-03-17T03:00:00.000Z';

/** Services that have timers, and write down what happens to them. */
class FakeFleet {
  readonly heard: string[] = [];
  private unsettled = 1;

  constructor(private readonly timers: string[]) {}

  ask(_service: string, { kind, upTo }: { kind?: unknown; upTo?: unknown }) {
    if (kind === 'next-due') {
      const [at] = this.timers;
      return Promise.resolve({ at: at !== undefined && at <= String(upTo) ? at : null });
    }
    throw new Error(`nobody answers ${String(kind)}`);
  }

  askEach(_service: string, { kind }: { kind?: unknown }) {
    this.heard.push(`${String(kind)} ${this.timers.shift() ?? ''}`);
    this.unsettled = 1;
    return Promise.resolve([{ count: 1 }, { count: 0 }]);
  }

  askAll({ kind, now }: { kind?: unknown; now?: unknown }) {
    if (kind === 'clock') {
      this.heard.push(`clock ${String(now)}`);
      return Promise.resolve([]);
    }
    this.heard.push('settle');
    return Promise.resolve([{ busy: this.unsettled-- > 0 }, { busy: false }]);
  }
}

const timeOf = (fleet: FakeFleet, from: string | undefined = start) =>
  new VirtualTime(fleet as unknown as Fleet, from, () => undefined);

describe('the virtual clock', () => {
  it('fires each timer at its own instant, and settles before the next', async () => {
    const fleet = new FakeFleet([
      '2026-03-18T00:00:00.000Z',
      '2026-03-19T00:00:00.000Z',
      '2026-04-01T00:00:00.000Z',
    ]);
    expect(await timeOf(fleet).move('2026-03-20T00:00:00.000Z')).toBe('2026-03-20T00:00:00.000Z');
    expect(fleet.heard.filter((line) => line !== 'settle')).toEqual([
      'clock 2026-03-18T00:00:00.000Z',
      'fire 2026-03-18T00:00:00.000Z',
      'clock 2026-03-19T00:00:00.000Z',
      'fire 2026-03-19T00:00:00.000Z',
      'clock 2026-03-20T00:00:00.000Z',
    ]);
    const firstFire = fleet.heard.indexOf('fire 2026-03-18T00:00:00.000Z');
    expect(fleet.heard.slice(firstFire + 1, firstFire + 4)).toEqual(['settle', 'settle', 'settle']);
  });

  it('fires what is overdue already without turning back', async () => {
    const fleet = new FakeFleet(['2026-03-01T00:00:00.000Z']);
    await timeOf(fleet).move(start);
    expect(fleet.heard).toContain(`clock ${start}`);
    expect(fleet.heard).not.toContain('clock 2026-03-01T00:00:00.000Z');
  });

  it('is settled when two rounds running find nothing to wait for', async () => {
    const fleet = new FakeFleet([]);
    await timeOf(fleet).settle();
    expect(fleet.heard).toEqual(['settle', 'settle', 'settle']);
  });

  it('does not move backwards, and not at all where time is real', async () => {
    await expect(timeOf(new FakeFleet([])).move('2026-03-16T00:00:00.000Z')).rejects.toMatchObject({
      code: 'clock-backwards',
    });
    const real = new VirtualTime(new FakeFleet([]) as unknown as Fleet, undefined, () => undefined);
    await expect(real.move(start)).rejects.toMatchObject({ code: 'no-virtual-clock' });
  });
});
