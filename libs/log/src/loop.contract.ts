import { randomUUID } from 'node:crypto';
import { COMPLAINTS, type Fact, PARKED } from '@satupintu/events';
import { Client } from 'pg';
import { type Handle } from './applied';
import {
  assignment,
  message,
  messageIdOf,
  projectThreads,
  remedy,
  say,
  subjects,
  TestService,
  type Thread,
  threads,
  threadViews,
  until,
} from './loop.fixture';
import { CaseParked } from './loop-parking';
import { dropParked, retryParked } from './loop-unparking';
import { type Log, LogUnavailable } from './port';
import { openViews, rebuild } from './rebuild';
import { verify } from './verify';

/** Where the suite runs: a log, and the database that the loops keep their state in. */
export interface LoopSite {
  /** a connection to the log, as another process would have it */
  log(): Promise<Log>;
  /** a fresh database */
  database(): Promise<string>;
}

const LONG = 60_000;
const cut = (): Error => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
const once = (is: (text: string) => boolean): ((text: string) => void) => {
  let done = false;
  return (text) => {
    if (done || !is(text)) return;
    done = true;
    throw cut();
  };
};
/** Each subject's facts in order, the subjects mixed. */
const woven = (lists: readonly (readonly Fact[])[]): Fact[] =>
  Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, n) =>
    lists.flatMap((list) => list.slice(n, n + 1)),
  ).flat();
const ombudsman = { organisation: 'ombudsman' };

/** What the loop promises, on whatever log. */
export function loopContract(site: LoopSite): void {
  let service: TestService;
  let logs: Log[];
  const anotherLog = async (): Promise<Log> => {
    const log = await site.log();
    logs.push(log);
    return log;
  };

  beforeEach(async () => {
    logs = [];
    service = await new TestService(await site.database(), await anotherLog()).open();
  }, LONG);
  afterEach(async () => {
    await service.close();
    await Promise.all(logs.map((log) => log.close()));
  }, LONG);

  /** State, view, history and what was said are those of each fact once and in order. */
  async function expectOnce(lists: readonly (readonly Fact[])[]): Promise<void> {
    const [process] = service.processes;
    const states = await process?.loop.states(
      lists.flatMap((list) => list.slice(0, 1).map((one) => one.subject)),
    );
    for (const list of lists) {
      expect(states?.get(list[0]?.subject ?? '')?.messages).toEqual(list.map(messageIdOf));
    }
    const loud = lists
      .flat()
      .filter((one) => one.by.organisation === 'ombudsman')
      .map((one) => one.id);
    const feed = await service.rows<{ n: number }>(
      "select count(*)::int as n from history where verdict <> 'repeated'",
    );
    expect(feed).toEqual([{ n: lists.flat().length }]);
    const errands = await service.rows<{ n: number }>('select count(*)::int as n from errand where not done');
    expect(errands).toEqual([{ n: loud.length }]);
    const echoes = await service.said(
      COMPLAINTS,
      lists.flatMap((list) => list.map((one) => one.subject)),
    );
    expect(new Set(echoes).size).toBe(loud.length);
    expect((await verify(service.options())).differences).toEqual([]);
  }

  const threadsOf = (count: number, length: number): Fact[][] =>
    subjects(count).map((subject) =>
      Array.from({ length }, (_, n) => message(subject, n === 1 ? ombudsman : {})),
    );

  test(
    'facts of a subject are folded in their order, and what follows is said',
    async () => {
      const lists = threadsOf(30, 8);
      await service.append(woven(lists));
      await service.process();
      await service.settled();
      await expectOnce(lists);
      expect(
        await service.said(
          COMPLAINTS,
          lists.map((list) => list[0]?.subject ?? ''),
        ),
      ).toHaveLength(30);
    },
    LONG,
  );

  test(
    'a fact that the log holds twice is a fact once; the second is handed on as repeated',
    async () => {
      const lists = threadsOf(20, 4);
      await service.append(woven(lists));
      await service.process();
      await service.append([...woven(lists), ...woven(lists)]);
      await service.settled();
      await expectOnce(lists);
      expect(
        await service.said(
          COMPLAINTS,
          lists.map((list) => list[0]?.subject ?? ''),
        ),
      ).toHaveLength(20);
      expect(await service.rows(`select count(*)::int as n from history where verdict = 'repeated'`)).toEqual(
        [{ n: 160 }],
      );
    },
    LONG,
  );

  describe.each([
    ['before the commit: all is done again', { before: once((text) => text === 'commit') }],
    [
      'while the commit was being confirmed: nothing is done again',
      { after: once((text) => text === 'commit') },
    ],
    [
      'between two writes: none of them stays',
      { before: once((text) => text.includes('insert into case_state')) },
    ],
  ])('cut off from the database', (when, meddler) => {
    test(
      when,
      async () => {
        const lists = threadsOf(20, 5);
        await service.append(woven(lists));
        const process = await service.process({ meddler });
        await service.settled();
        await expectOnce(lists);
        expect(
          await service.said(
            COMPLAINTS,
            lists.map((list) => list[0]?.subject ?? ''),
          ),
        ).toHaveLength(20);
        expect(process.complaints).toEqual(['the loop pauses and tries again', 'the loop goes on']);
      },
      LONG,
    );
  });

  test(
    'of two loops that believe to hold a partition one finds the position moved, and leaves nothing',
    async () => {
      const lists = threadsOf(20, 12);
      await service.process({ log: await anotherLog() });
      await service.process({ log: await anotherLog(), consumer: `${service.name}.zombie` });
      for (let n = 0; n < 12; n++) await service.append(lists.flatMap((list) => list.slice(n, n + 1)));
      await service.settled();
      await expectOnce(lists);
      expect(
        await service.said(
          COMPLAINTS,
          lists.map((list) => list[0]?.subject ?? ''),
        ),
      ).toHaveLength(20);
      expect(await service.parked()).toEqual([]);
    },
    LONG,
  );

  describe('a fact that cannot be handled', () => {
    const poisons: [string, (subject: string) => Fact][] = [
      ['folded', (subject) => message(subject, { subject: 'sour' })],
      ['projected', (subject) => message(subject, { subject: 'bitter' })],
      ['saved', (subject) => message(subject, { subject: 'crooked' })],
    ];

    test.each(poisons)(
      'because it cannot be %s is parked with what follows; others go on; a retry takes all up',
      async (_, poison) => {
        const [sick = '', ...healthy] = subjects(6);
        const before = message(sick);
        const bad = poison(sick);
        const after = [message(sick, ombudsman), message(sick)];
        const lists = healthy.map((subject) => [message(subject), message(subject, ombudsman)]);
        await service.append([before, ...woven(lists), bad, ...after]);
        const process = await service.process();
        await service.settled();

        expect((await process.loop.state(sick))?.messages).toEqual([messageIdOf(before)]);
        expect((await service.parked()).map((parked) => parked.factId)).toEqual(
          [bad, ...after].map((one) => one.id),
        );
        expect(await service.said(PARKED, [sick])).toHaveLength(3);
        await expect(process.loop.verdicts(sick, [bad.id], 5_000)).rejects.toBeInstanceOf(CaseParked);
        for (const list of lists)
          expect((await process.loop.state(list[0]?.subject ?? ''))?.messages).toEqual(list.map(messageIdOf));
        expect((await verify(service.options())).differences).toEqual([]);

        const late = message(sick);
        await service.append([late]);
        await service.settled();
        const [first] = await service.parked();
        expect((await retryParked(stepOptions(), first?.id ?? ''))?.handled).toBe(0);
        remedy.taken = true;
        expect(await retryParked(stepOptions(), first?.id ?? '')).toEqual({ subject: sick, handled: 4 });
        const later = message(sick);
        await service.append([later]);
        await service.settled();
        await expectOnce([...lists, [before, bad, ...after, late, later]]);
        expect(await service.parked()).toEqual([]);
      },
      LONG,
    );

    test(
      'because it is no fact at all is parked, and can be given up',
      async () => {
        const [subject = ''] = subjects(1);
        const [one, two, three] = [message(subject), message(subject, ombudsman), message(subject)];
        await service.append([one]);
        await service.log.append([{ topic: service.topic, key: subject, value: '{"not":"a fact"' }]);
        await service.append([two]);
        await service.process();
        await service.settled();
        const [first, second, ...more] = await service.parked();
        expect([first?.factId, second?.factId, more]).toEqual([undefined, two.id, []]);

        expect(await dropParked(stepOptions(), first?.id ?? '')).toEqual({ subject, handled: 1 });
        await service.append([three]);
        await service.settled();
        await expectOnce([[one, two, three]]);
        await rebuild(service.options());
        await expectOnce([[one, two, three]]);
      },
      LONG,
    );

    test.each([
      ['key is no complaint', 'bukan uuid', 'not a fact'],
      [
        'text is cut within a character',
        '0d5a6a0e-6a6e-4d0e-9a54-1f0c7a3f5b11',
        `${'x'.repeat(39)}\u{1f30a} not a fact`,
      ],
    ])(
      'because its %s holds nobody up',
      async (_, key, value) => {
        const fine = message(subjects(1)[0] ?? '');
        await service.log.append([{ topic: service.topic, key, value }, say(service.topic, fine)]);
        await service.process();
        await service.settled();
        expect((await service.parked()).map(({ subject, record }) => [subject, record])).toEqual([
          [key, value],
        ]);
        expect(await service.said(PARKED, [key])).toHaveLength(1);
      },
      LONG,
    );
  });

  test(
    'an outage of the database is waited for; no fact is parked and none is lost',
    async () => {
      const lists = threadsOf(20, 20);
      const process = await service.process();
      await service.append(lists.flatMap((list) => list.slice(0, 5)));
      const back = await takeAway(service);
      await service.append(lists.flatMap((list) => list.slice(5, 20)));
      await until(() => process.complaints.includes('the loop pauses and tries again'), 'the loop pauses');
      await back();
      await service.settled();
      await expectOnce(lists);
      expect(await service.parked()).toEqual([]);
    },
    LONG,
  );

  test(
    'processes of a service join and leave under load',
    async () => {
      const lists = threadsOf(40, 10);
      const stay = await service.process({ log: await anotherLog() });
      for (let n = 0; n < 10; n++) {
        const [, old] = service.processes;
        if (n % 3 === 1) await service.process({ log: await anotherLog() });
        if (n % 3 === 0 && old) await service.end(old);
        await service.append(lists.flatMap((list) => list.slice(n, n + 1)));
      }
      await service.settled();
      await expectOnce(lists);
      expect(stay.complaints.filter((text) => text.includes('held up'))).toEqual([]);
    },
    LONG,
  );

  describe('a rebuild', () => {
    test(
      'goes on where it stood when the log was away for a moment',
      async () => {
        const lists = subjects(40).map((subject) => [message(subject, ombudsman), message(subject)]);
        await service.process();
        await service.append(lists.flat());
        await service.settled();
        const { log } = service;
        let times = 0;
        const read: Log['read'] = async function* (topic, from) {
          const isFirst = times++ === 0;
          for await (const batch of log.read(topic, from)) {
            yield batch;
            if (isFirst) throw new LogUnavailable('away');
          }
        };
        const flaky: Log = {
          append: (records) => log.append(records),
          subscribe: (subscription) => log.subscribe(subscription),
          read,
          end: (topic) => log.end(topic),
          ensure: (topics) => log.ensure(topics),
          close: () => log.close(),
        };
        const { facts } = await rebuild(service.options({ log: flaky }));
        expect([facts, times > 1]).toEqual([lists.flat().length, true]);
        await expectOnce(lists);
      },
      LONG,
    );

    test(
      'under load equals the live views, says nothing, and the loop goes on where it stood',
      async () => {
        const people = subjects(40);
        const lists: Fact[][] = people.map((subject) => [message(subject, ombudsman)]);
        const { loop } = await service.process({ log: await anotherLog() });
        await service.append(lists.flat());
        let loaded = false;
        const finished = (): boolean => loaded;
        const load = (async () => {
          while (!finished()) {
            const next = people.map((subject) => message(subject));
            lists.forEach((list, n) => list.push(...next.slice(n, n + 1)));
            await service.append(next);
            await until(async () => (await loop.lag()) < 100, 'the loop keeps up');
          }
        })();
        for (let n = 0; n < 8; n++) await rebuild(service.options());
        const whileRunning = await verify(service.options());
        loaded = true;
        await load;
        expect(whileRunning).toMatchObject({ differences: [], parkedDiffers: false });
        await service.settled();
        const said = (await service.said(COMPLAINTS, people)).sort();
        const { facts } = await rebuild(service.options());
        expect(facts).toBe(lists.flat().length);
        await expectOnce(lists);
        expect((await service.said(COMPLAINTS, people)).sort()).toEqual(said);
        expect(
          await service.rows(`select nspname from pg_namespace where nspname ~ '_(next|old|check)$'`),
        ).toEqual([]);
      },
      LONG,
    );

    test(
      'never hands its handler a live context, and a live loop nothing else',
      async () => {
        const contexts = new Set<boolean>();
        const handle: Handle<Thread> = (batch, context) => {
          contexts.add(context.live);
          return projectThreads(batch, context);
        };
        await service.append(threadsOf(2, 2).flat());
        await service.process({ handle });
        await service.settled();
        expect([...contexts]).toEqual([true]);
        contexts.clear();
        await rebuild(service.options({ handle }));
        expect([...contexts]).toEqual([false]);
      },
      LONG,
    );

    test(
      'happens by itself when a view is declared otherwise, and brings back views that are gone',
      async () => {
        const lists = threadsOf(5, 3);
        await service.append(woven(lists));
        const process = await service.process();
        await service.settled();
        await service.end(process);
        await service.pool.query(`drop schema ${service.name}_view cascade`);
        const [thread, ...rest] = threadViews;
        const views = [{ ...(thread ?? fail()), indexes: ['(changed_at)'] }, ...rest];
        await openViews(service.options({ views }));
        expect(await service.rows('select count(*)::int as n from thread')).toEqual([{ n: 5 }]);
        await openViews(service.options());
        await service.process();
        await expectOnce(lists);
      },
      LONG,
    );

    test(
      'happens by itself when the states are of another version, views and all',
      async () => {
        const lists = threadsOf(5, 3);
        await service.append(woven(lists));
        const process = await service.process();
        await service.settled();
        await service.end(process);
        await service.pool.query(`update case_state set state = '{}'`);
        await openViews(service.options());
        expect(await service.rows(`select from case_state where state::text = '{}'`)).toHaveLength(5);
        await openViews(service.options({ fold: { ...threads, version: threads.version + 1 } }));
        expect(await service.rows(`select from case_state where state::text = '{}'`)).toEqual([]);
        await openViews(service.options());
        await service.process();
        await expectOnce(lists);
      },
      LONG,
    );

    test(
      'makes no kept rows: what follows of a fact for the service itself is done once',
      async () => {
        const lists = threadsOf(5, 3);
        await service.append(woven(lists));
        await service.process();
        await service.settled();
        await service.pool.query('delete from errand');
        await rebuild(service.options());
        expect(await service.rows('select from errand')).toEqual([]);
      },
      LONG,
    );

    test(
      'of one view leaves the others alone',
      async () => {
        const lists = threadsOf(5, 3);
        await service.append(woven(lists));
        await service.process();
        await service.settled();
        await service.pool.query(`update thread set messages = 0; update history set verdict = 'x'`);
        const { differences } = await verify(service.options());
        expect(differences.map(({ view, keys }) => [view, keys.length])).toEqual([
          ['thread', 5],
          ['history', 15],
        ]);
        await rebuild(service.options({ only: 'thread' }));
        expect((await verify(service.options())).differences.map(({ view }) => view)).toEqual(['history']);
      },
      LONG,
    );
  });

  describe('waiting for facts', () => {
    test(
      'is answered with what each of them did, by whichever process applied it',
      async () => {
        const [one, other] = [
          await service.process({ log: await anotherLog() }),
          await service.process({ log: await anotherLog() }),
        ];
        const asked = subjects(12).map((subject) => [
          message(subject),
          assignment(subject, 'gov.31/a'),
          assignment(subject, 'gov.31/b'),
        ]);
        const waits = asked.flatMap((list) =>
          [one, other].map(({ loop }) =>
            loop.verdicts(
              list[0]?.subject ?? '',
              list.map(({ id }) => id),
              30_000,
            ),
          ),
        );
        await service.append(woven(asked));
        for (const verdicts of await Promise.all(waits)) {
          expect([...(verdicts ?? [])].map(([, verdict]) => verdict)).toEqual([
            { kind: 'applied' },
            { kind: 'applied' },
            { kind: 'void', code: 'already-assigned' },
          ]);
        }
        const [first] = asked;
        const again = await other.loop.verdicts(
          first?.[0]?.subject ?? '',
          first?.map(({ id }) => id) ?? [],
          1_000,
        );
        expect(again?.size).toBe(3);
      },
      LONG,
    );

    test(
      'ends without an answer when the time is over',
      async () => {
        const { loop } = await service.process();
        expect(await loop.verdicts(randomUUID(), [randomUUID()], 30)).toBeUndefined();
      },
      LONG,
    );
  });

  const stepOptions = () => ({ ...service.options(), consumer: service.name });
}

function fail(): never {
  throw new Error('missing');
}

/** Ends every connection to the service's database and lets nobody in. @returns how to bring it back */
async function takeAway(service: TestService): Promise<() => Promise<void>> {
  const { connectionString = '' } = service.pool.options;
  const name = connectionString.split('/').at(-1) ?? '';
  const admin = new Client(connectionString.replace(/[^/]*$/, 'postgres'));
  await admin.connect();
  await admin.query(`alter database ${name} allow_connections false`);
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  return async () => {
    await admin.query(`alter database ${name} allow_connections true`);
    await admin.end();
  };
}
