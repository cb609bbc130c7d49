import { clockIdOf } from '@satupintu/domain';
import { COMPLAINTS, idOf, REFERENCE } from '@satupintu/events';
import { testPostgres } from '@satupintu/embedded';
import { MemoryLog } from '@satupintu/log';
import { VirtualClock } from '@satupintu/service';
import { ifFree, locks } from './firing/locks';
import { monitorOf } from './firing/monitor';
import { accept, answer, filing, health, now, offer, Watching } from './watching.fixture';

const postgres = testPostgres();
const panrb = { role: 'national', organisation: 'nat.panrb' } as const;
const coordinator = { role: 'coordinator', organisation: 'gov.32.04' } as const;
let watching: Watching;

const START = 60_000;
const start = async () => {
  watching = await Watching.start(await postgres.database(), new MemoryLog());
  await watching.publishDirectory();
};

/** A case that a unit has accepted: resolve is due on 14 April 2026, Lebaran in between. */
async function accepted(at = '2026-03-17T04:00:00.000Z'): Promise<string> {
  const filed = filing();
  await watching.say(filed, offer(filed.subject), accept(filed.subject, at));
  await watching.settle();
  return filed.subject;
}
const clocksOf = async (complaintId: string, kind: string) =>
  (await watching.call(panrb, `/v1/clocks?complaintId=${complaintId}&kind=${kind}`)).json.items;

describe('on the virtual clock', () => {
  beforeEach(start, START);
  afterEach(() => watching.close());

  it(
    'complaints that came before anything was published wait, and are not parked',
    async () => {
      const early = await Watching.start(await postgres.database(), new MemoryLog());
      const filed = filing();
      await early.say(filed);
      await early.publishDirectory();
      await early.settle();
      expect((await early.deps.pool.query('select from parked')).rowCount).toBe(0);
      expect(await early.factsOf(filed.subject, 'ClockStarted')).toHaveLength(2);
      await early.close();
    },
    START,
  );

  describe('a case that nobody touches', () => {
    it(
      'climbs step by step to the Ombudsman, each step once, each at its own instant',
      async () => {
        const complaint = await accepted();
        await watching.join();
        await watching.moveTo('2026-06-01T00:00:00.000Z');
        const steps = await watching.factsOf(complaint, 'CaseEscalated');
        expect(new Set(steps.map(({ id }) => id)).size).toBe(4);
        expect(
          steps.map(({ at, data }) => [
            data.level,
            at === data.escalatedAt,
            data.escalatedAt.slice(0, 10),
            data.to,
          ]),
        ).toEqual([
          [1, true, '2026-04-14', { organisation: 'gov.32.04', unit: health }],
          [2, true, '2026-04-17', { organisation: 'gov.32.04' }],
          [3, true, '2026-04-24', { organisation: 'gov.32' }],
          [4, true, '2026-05-11', { organisation: 'ombudsman', unit: 'ombudsman/32' }],
        ]);
        const [resolve] = await clocksOf(complaint, 'resolve');
        expect(resolve).toMatchObject({ state: 'missed', missedAt: resolve.dueAt, escalationLevel: 4 });
      },
      START,
    );

    it(
      'is not called late where the answer came before the due instant',
      async () => {
        const complaint = await accepted();
        await watching.say(answer(complaint, '2026-04-14T09:00:00.000Z'));
        await watching.moveTo('2026-04-15T00:00:00.000Z');
        expect(await clocksOf(complaint, 'resolve')).toMatchObject([
          { state: 'met', stoppedAt: '2026-04-14T09:00:00.000Z' },
        ]);
      },
      START,
    );
  });

  it(
    'many overdue cases are fired in pages, oldest first, whoever fires',
    async () => {
      const cases = Array.from({ length: 700 }, (_, index) =>
        filing(`2026-03-17T02:00:00.${String(index).padStart(3, '0')}Z`),
      );
      await watching.say(...cases);
      await watching.join();
      await watching.settle();
      watching.clock.set('2026-03-27T09:30:00.000Z');
      await Promise.all(watching.services.map(({ deps }) => monitorOf(deps).fire()));
      await watching.settle();
      let missed = 0;
      for await (const { records } of watching.log.read(COMPLAINTS)) {
        missed += records.filter(({ value }) => value.includes('deadline-missed')).length;
      }
      expect(missed).toBe(700);
    },
    START,
  );

  it(
    'for a complaint with a parked fact no clock fires',
    async () => {
      const complaint = await accepted();
      await watching.log.append([{ topic: COMPLAINTS, key: complaint, value: 'not a fact' }]);
      await watching.moveTo('2026-05-01T00:00:00.000Z');
      expect(await watching.factsOf(complaint, 'DeadlineMissed')).toEqual([]);
    },
    START,
  );

  describe('a decree in mid-year', () => {
    const decree = {
      effectiveFrom: '2026-03-17',
      days: [{ date: '2026-04-13', kind: 'joint_leave', name: 'Cuti bersama tambahan' }],
    };

    it(
      'moves open clocks, one fact a case, and shows old and new',
      async () => {
        const complaint = await accepted();
        const published = await watching.call(panrb, '/v1/calendars', decree);
        expect(published).toMatchObject({
          status: 201,
          json: { effectiveFrom: '2026-03-17', position: expect.any(String) },
        });
        await watching.settle();
        const [resolve] = await clocksOf(complaint, 'resolve');
        expect(resolve.dueHistory.map((each: { dueAt: string }) => each.dueAt)).toEqual([
          '2026-04-14T09:00:00.000Z',
          '2026-04-15T09:00:00.000Z',
        ]);
        expect(resolve.calendarVersion).toBe(published.json.version);
        expect(await watching.factsOf(complaint, 'DueTimesMoved')).toHaveLength(1);
      },
      START,
    );

    it(
      'comes into force on its day, at midnight in Jakarta',
      async () => {
        const complaint = await accepted();
        await watching.call(panrb, '/v1/calendars', { ...decree, effectiveFrom: '2026-03-25' });
        await watching.settle();
        expect((await clocksOf(complaint, 'resolve'))[0].dueAt).toBe('2026-04-14T09:00:00.000Z');
        await watching.moveTo('2026-03-26T00:00:00.000Z');
        const [resolve] = await clocksOf(complaint, 'resolve');
        expect(resolve.dueHistory.at(-1)).toEqual({
          dueAt: '2026-04-15T09:00:00.000Z',
          at: '2026-03-24T17:00:00.000Z',
          why: 'new-calendar',
        });
      },
      START,
    );

    it(
      'contains what another process published a moment before',
      async () => {
        const { log } = watching;
        const subscribe = log.subscribe.bind(log);
        // The second process reads reference facts late.
        log.subscribe = (subscription) =>
          subscribe({
            ...subscription,
            take: async (batch) => {
              if (batch.topic === REFERENCE) await new Promise((resolve) => setTimeout(resolve, 1_500));
              return subscription.take(batch);
            },
          });
        const second = await watching.join();
        log.subscribe = subscribe;
        const first = watching.call(panrb, '/v1/calendars', decree);
        const { reference } = watching.deps;
        while (reference.calendars().length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
        watching.services.reverse();
        const days = [{ date: '2026-04-20', kind: 'joint_leave', name: 'Cuti bersama lagi' }];
        expect((await watching.call(panrb, '/v1/calendars', { ...decree, days })).status).toBe(201);
        expect(second.deps.reference.calendar().days.map(({ date }) => date)).toEqual(
          expect.arrayContaining(['2026-04-13', '2026-04-20']),
        );
        await first;
        await watching.leave(second);
      },
      START,
    );

    it(
      'fires nothing by the old calendar while another process moves the clocks',
      async () => {
        await accepted();
        await watching.moveTo('2026-04-14T08:59:00.000Z');
        let done = (): void => undefined;
        const moving = ifFree(
          watching.deps.pool,
          locks.sweeping,
          () => new Promise<void>((end) => (done = end)),
        );
        await watching.call(panrb, '/v1/calendars', decree);
        watching.clock.set('2026-04-14T10:00:00.000Z');
        const fired = monitorOf(watching.deps).fire();
        await new Promise((resolve) => setTimeout(resolve, 300));
        done();
        await moving;
        expect(await fired).toBe(0);
      },
      START,
    );

    it(
      'is not lost when a version that was published before it takes effect',
      async () => {
        const complaint = await accepted();
        const list = { effectiveFrom: '2026-04-01', days: [{ ...decree.days[0]!, date: '2026-04-09' }] };
        await watching.call(panrb, '/v1/calendars', list);
        await watching.call(panrb, '/v1/calendars', decree);
        await watching.moveTo('2026-04-02T00:00:00.000Z');
        const [resolve] = await clocksOf(complaint, 'resolve');
        expect(resolve.dueHistory.map((each: { dueAt: string }) => each.dueAt)).toEqual([
          '2026-04-14T09:00:00.000Z',
          '2026-04-15T09:00:00.000Z',
          '2026-04-16T09:00:00.000Z',
        ]);
      },
      START,
    );

    it(
      'is gone through again after a crash in the middle, without saying more',
      async () => {
        const complaint = await accepted();
        await watching.call(panrb, '/v1/calendars', decree);
        await watching.settle();
        await watching.leave(watching.services[0]!);
        await watching.join();
        await watching.settle();
        expect(await watching.factsOf(complaint, 'DueTimesMoved')).toHaveLength(1);
        expect((await watching.call(panrb, '/v1/calendars')).json.items).toHaveLength(2);
      },
      START,
    );

    it(
      'is the national manager’s to publish, and refused where the fault is',
      async () => {
        expect((await watching.call(coordinator, '/v1/calendars', decree)).status).toBe(403);
        const faulty = {
          ...decree,
          days: [...decree.days, { date: '2026-02-30', kind: 'election', name: 'x' }],
          regions: { '99': {} },
        };
        const { status, json } = await watching.call(panrb, '/v1/calendars', faulty);
        expect([status, json.code]).toEqual([422, 'invalid-calendar']);
        expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
          '/days/1/date',
          '/regions/99',
        ]);
        const policy = {
          effectiveFrom: '2026-03-17',
          organisations: { 'gov.32.04': { 'resolve.complaint': 20 } },
        };
        expect((await watching.call(panrb, '/v1/sla-policies', policy)).json.errors[0].pointer).toBe(
          '/organisations/gov.32.04/resolve.complaint',
        );
        expect(
          (await watching.call(panrb, '/v1/sla-policies', { ...policy, effectiveFrom: '2026-02-30' })).status,
        ).toBe(422);
      },
      START,
    );

    it(
      'two at once are both in what is in force after them, and a repeat is the same',
      async () => {
        const other = {
          effectiveFrom: '2026-03-17',
          days: [{ date: '2026-04-10', kind: 'joint_leave', name: 'Satu lagi' }],
        };
        const posts = [decree, other, decree].map((posted, index) =>
          watching.call(panrb, '/v1/calendars', posted, { 'idempotency-key': `k${index}` }),
        );
        const versions = (await Promise.all(posts)).map(({ json }) => json.version);
        expect(new Set(versions).size).toBe(3);
        const { items } = (await watching.call(panrb, '/v1/calendars?limit=1')).json;
        const days = items[0].days.map(({ date }: { date: string }) => date);
        expect(items[0].inForce).toBe(true);
        expect(days).toEqual(expect.arrayContaining(['2026-04-10', '2026-04-13']));
      },
      START,
    );
  });

  it(
    'a stricter local limit moves the open clocks of that body',
    async () => {
      const complaint = await accepted();
      await watching.call(panrb, '/v1/sla-policies', {
        effectiveFrom: '2026-03-17',
        organisations: { 'gov.32.04': { 'resolve.complaint': 7 } },
      });
      await watching.settle();
      expect((await clocksOf(complaint, 'resolve'))[0].dueAt).toBe('2026-04-02T09:00:00.000Z');
    },
    START,
  );

  describe('the list of clocks', () => {
    it(
      'is bounded by who asks',
      async () => {
        const complaint = await accepted();
        const seen = async (who: Parameters<Watching['call']>[0]) => {
          const { status, json } = await watching.call(who, `/v1/clocks?complaintId=${complaint}`);
          return status === 200 ? json.items.length > 0 : status;
        };
        expect(await seen(coordinator)).toBe(true);
        expect(await seen({ role: 'coordinator', organisation: 'gov.94' })).toBe(false);
        expect(await seen({ role: 'executive', organisation: 'gov.32' })).toBe(true);
        expect(await seen({ role: 'executive', organisation: 'gov.94' })).toBe(false);
        expect(await seen({ role: 'analyst', unit: 'ombudsman/32' })).toBe(true);
        expect(await seen({ role: 'analyst', unit: 'ombudsman/94' })).toBe(false);
        expect(await seen({ role: 'liaison', unit: health })).toBe(403);
        expect(await seen(undefined)).toBe(401);
        expect((await watching.call(coordinator, '/v1/clocks?organisation=gov.94')).status).toBe(403);
      },
      START,
    );

    it(
      'hides what is confidential from those who do not handle it',
      async () => {
        const filed = filing(undefined, { class: 'oversight_complaint' });
        await watching.say(filed);
        await watching.settle();
        const path = `/v1/clocks?complaintId=${filed.subject}`;
        expect((await watching.call({ role: 'executive', organisation: 'gov.32' }, path)).json.items).toEqual(
          [],
        );
        expect((await watching.call(coordinator, path)).json.items).not.toEqual([]);
        expect((await watching.call({ role: 'analyst' }, path)).json.items).not.toEqual([]);
      },
      START,
    );

    it(
      'goes on where it ended, what is due first',
      async () => {
        await accepted();
        await accepted();
        const all = (await watching.call(panrb, '/v1/clocks')).json.items;
        const paged: unknown[] = [];
        for (let next: string | null = ''; next !== null;) {
          const page: { items: unknown[]; next: string | null } = (
            await watching.call(panrb, `/v1/clocks?limit=3${next && `&cursor=${next}`}`)
          ).json;
          paged.push(...page.items);
          next = page.next;
        }
        expect(paged).toEqual(all);
        const due = all.map(({ dueAt }: { dueAt: string }) => dueAt);
        expect(due).toEqual([...due].sort());
      },
      START,
    );
  });
});

describe('on the real clock', () => {
  it(
    'catches up with what was due while nobody watched: each step once, with its true due instant, oldest first',
    async () => {
      const settings = { clock: 'real', clockSkewMs: 10 };
      watching = await Watching.start(await postgres.database(), new MemoryLog(), settings);
      await watching.join();
      await watching.publishDirectory();
      const filed = filing('2025-03-27T03:00:00.000Z');
      await watching.say(filed);
      const clockId = clockIdOf(filed.subject, 'verify_and_forward', 0);
      const last = idOf(`CaseEscalated:step:${clockId}:2025-04-10T09:00:00.000Z:4:1`);
      expect((await watching.deps.loop.verdicts(filed.subject, [last], 30_000))?.get(last)).toEqual({
        kind: 'applied',
      });
      const steps = await watching.factsOf(filed.subject, 'CaseEscalated');
      expect(steps.map(({ data }) => [data.level, data.escalatedAt.slice(0, 10)])).toEqual([
        [1, '2025-04-10'],
        [2, '2025-04-15'],
        [3, '2025-04-23'],
        [4, '2025-05-08'],
      ]);
      await watching.close();
    },
    START,
  );
});

describe('on a machine whose clock is not that of the others', () => {
  afterEach(() => watching.close());

  it(
    'waits as long as clocks may differ, so that what another one took in time is not called late',
    async () => {
      const wall = new VirtualClock(now);
      const settings = { clock: 'real', clockSkewMs: 2_000 };
      watching = await Watching.start(await postgres.database(), new MemoryLog(), settings, wall);
      await watching.publishDirectory();
      const [dayBefore, inTime, forgotten] = [filing('2026-03-16T02:00:00.000Z'), filing(), filing()];
      await watching.say(dayBefore, inTime, forgotten);
      await watching.settle();
      const clockOf = ({ subject }: { subject: string }) => clockIdOf(subject, 'verify_and_forward', 0);
      const missed = async (filed: { subject: string }) => {
        const { dueAt } = (await watching.deps.loop.state(filed.subject))!.clocks[clockOf(filed)]!;
        const miss = idOf(`DeadlineMissed:miss:${clockOf(filed)}:${dueAt}:1`);
        const verdicts = await watching.deps.loop.verdicts(filed.subject, [miss], 30_000);
        expect(verdicts?.get(miss)).toEqual({ kind: 'applied' });
      };
      const state = await watching.deps.loop.state(inTime.subject);
      const due = Date.parse(state?.clocks[clockOf(inTime)]?.dueAt ?? '');
      const at = (milliseconds: number) => new Date(due + milliseconds).toISOString();

      wall.set(at(1_900));
      await missed(dayBefore);
      expect(await watching.factsOf(forgotten.subject, 'DeadlineMissed')).toEqual([]);
      await watching.say(offer(inTime.subject, at(-50)));
      await watching.settle();
      wall.set(at(2_100));
      await missed(forgotten);
      expect(await watching.factsOf(inTime.subject, 'DeadlineMissed')).toEqual([]);
    },
    START,
  );
});

describe('answers', () => {
  beforeAll(start, START);
  afterAll(() => watching.close());

  it.each([
    ['state=late'],
    ['dueBefore=yesterday'],
    ['dueBefore=2026-13-45T00:00:00.000Z'],
    ['cursor=x'],
    ['limit=0'],
    ['nothing=1'],
  ])(
    '%s is malformed',
    async (query) => {
      expect((await watching.call(panrb, `/v1/clocks?${query}`)).status).toBe(400);
    },
    START,
  );

  describe('a preview', () => {
    const ask = (body: object) =>
      watching.call({ role: 'liaison', unit: health }, '/v1/clocks/preview', body);
    const start = '2026-03-17T02:00:00.000Z';

    it(
      'counts along, for a rule, for a limit, in a zone, over pauses',
      async () => {
        expect((await ask({ start, limit: 5, unit: 'working_days' })).json).toMatchObject({
          dueAt: '2026-03-31T09:00:00.000Z',
          countedDays: ['2026-03-25', '2026-03-26', '2026-03-27', '2026-03-30', '2026-03-31'],
          calendarVersion: 'calendar-2026.1',
        });
        expect((await ask({ start, rule: 'resolve.complaint', organisation: 'gov.94' })).json.dueAt).toBe(
          '2026-04-14T07:00:00.000Z',
        );
        const pauses = [{ from: '2026-03-25T02:00:00.000Z', to: '2026-03-27T02:00:00.000Z' }];
        expect(
          (await ask({ start, limit: 3, unit: 'working_days', region: '32.04', pauses })).json.dueAt,
        ).toBe('2026-03-31T09:00:00.000Z');
      },
      START,
    );

    it.each<[object, number, string]>([
      [{ start: '2026-13-01T00:00:00.000Z', limit: 1, unit: 'working_days' }, 400, 'invalid-body'],
      [{ start }, 400, 'invalid-body'],
      [{ start, limit: 1.5, unit: 'working_days' }, 400, 'invalid-body'],
      [{ start, limit: 1, unit: 'weeks' }, 400, 'invalid-body'],
      [{ start, rule: 'nothing' }, 422, 'unknown-rule'],
      [{ start, limit: 1, unit: 'working_days', region: '99' }, 422, 'unknown-region'],
      [{ start, limit: 1, unit: 'working_days', organisation: 'gov.99' }, 422, 'unknown-organisation'],
      [{ start, limit: 1, unit: 'working_days', organisation: `${health}-x` }, 422, 'unknown-organisation'],
      [{ start: '2027-12-30T02:00:00.000Z', limit: 3, unit: 'working_days' }, 422, 'year-without-list'],
    ])(
      '%j is refused with %i %s',
      async (body, status, code) => {
        expect(await ask(body)).toMatchObject({ status, json: { code } });
      },
      START,
    );
  });
});
