import { describeWithKafka } from '@satupintu/embedded';
import { type Counted, impliedFeed } from '@satupintu/service/testing';
import { Desk } from './desk';
import { floodReports } from './flood-reports';
import { eventually, startSystem, type System } from './harness';
import { expectProof } from './proof';

const regency = 'gov.32.04';
const unit = `${regency}/dinas-pekerjaan-umum-dan-penataan-ruang`;
const place = { regionCode: '32.04' };
/** Some come by each way, most through the page and the app. */
const ways = [
  'sms',
  'whatsapp',
  'email',
  'counter',
  'social',
  ...Array.from({ length: 8 }, () => ['web', 'app']).flat(),
];

/** Several at a time, as people do. */
async function forEach<T, R>(all: readonly T[], work: (one: T, n: number) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < all.length; n = next++) done[n] = await work(all[n]!, n);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return done;
}

/** Three hundred people report one flood; two of them turn out to mean another one. */
const onLog = (...options: string[]) => {
  let system: System;
  let desk: Desk;
  let filed: any[];
  let lead: any;
  /** of another flood: one taken on and answered at first, the other one untouched */
  let apart: [any, any];
  let joined: any[];

  beforeAll(async () => {
    system = await startSystem('--empty', '--clock', '2026-03-02T02:00:00.000Z', ...options);
    desk = new Desk(system);
  }, 240_000);
  afterAll(async () => system?.stop(), 60_000);

  const file = async (text: string, n: number): Promise<any> => {
    const channel = ways[n % ways.length]!;
    const token = channel === 'web' ? undefined : await system.token('channel', 'nat.panrb');
    const reporter = { name: `Pelapor ${n}`, phone: `+62812555${String(n).padStart(5, '0')}` };
    const body = { channel, text, place, reporter };
    return {
      ...(await desk.granted(system.call('POST', '/v1/complaints', { body, ...(token && { token }) }))),
      channel,
      text,
    };
  };
  const coordinator = async (method: string, path: string, body?: object): Promise<any> => {
    const token = await system.token('coordinator', regency);
    return desk.granted(system.call(method, path, { token, ...(body && { body }) }));
  };
  const merge = (follower: any, into: any) =>
    coordinator('POST', `/v1/cases/${follower.complaintId}/merge`, {
      into: into.complaintId,
      reason: 'Banjir yang sama.',
    });
  /** What a reporter reads with their own number; nothing is under way. */
  const read = ({ trackingId, receiptCode: receipt }: any): Promise<any> =>
    desk.granted(system.call('GET', `/v1/complaints/${trackingId}`, { receipt }));
  const row = ({ complaintId }: any): Promise<any> => desk.analyst(`/v1/oversight/cases/${complaintId}`);
  const counted = async (one: any): Promise<Counted[]> =>
    (await row(one)).facts.filter(({ verdict }: any) => verdict === 'applied');
  const factsOf = async (one: any, ...types: string[]): Promise<any[]> =>
    (await counted(one)).filter(({ type }) => types.includes(type));
  const clocksOf = async ({ complaintId }: any): Promise<any[]> =>
    (await desk.analyst(`/v1/clocks?limit=200&complaintId=${complaintId}`)).items;
  /** All items of a list. */
  const all = async (path: string): Promise<any[]> => {
    const items: any[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: any = await desk.analyst(`${path}&limit=200${next && `&cursor=${next}`}`);
      items.push(...page.items);
      next = page.items.length === 0 ? null : (page.next ?? null);
    }
    return items;
  };
  const texts = ({ answers }: any) => answers.map(({ text }: any) => text);
  /** What happened to a case; that no gateway is there for a message may be known sooner or later. */
  const kinds = ({ timeline }: any) =>
    timeline.map(({ kind }: any) => kind).filter((kind: string) => kind !== 'message_failed');

  it('three hundred reports follow one: each keeps its number, is counted once, and gets the answer', async () => {
    filed = await forEach(floodReports, file);
    await system.settle();
    expect(new Set(filed.map(({ trackingId }) => trackingId)).size).toBe(300);
    lead = filed[0];
    apart = [filed[23], filed[41]];
    joined = filed.filter((one) => one !== lead && !apart.includes(one));
    for (const one of [lead, apart[0]]) await desk.act(one, 'accept', { unit });
    await desk.act(apart[0], 'answers', { kind: 'first', text: 'Kami periksa saluran di tempat Anda.' });
    await system.moveClock('2026-03-04T02:00:00.000Z');

    await forEach([...apart, ...joined], (one) => merge(one, lead));
    await system.settle();
    const { reporters, status, owner } = await row(lead);
    expect([reporters, status, owner.organisation]).toEqual([300, 'in_progress', regency]);
    expect(await all('/v1/oversight/cases?status=merged')).toHaveLength(299);
    // Twice is once, also for who would follow a follower.
    const again = await system.call('POST', `/v1/cases/${joined[0].complaintId}/merge`, {
      token: await system.token('coordinator', regency),
      body: { into: lead.complaintId, reason: 'Sekali lagi.' },
    });
    expect([again.status, again.body.code]).toEqual([409, expect.any(String)]);
    expect((await row(lead)).reporters).toBe(300);

    await desk.act(lead, 'answers', { kind: 'first', text: 'Alat berat berangkat hari ini.' });
    await system.moveClock('2026-03-11T04:00:00.000Z');
    await desk.act(lead, 'answers', { kind: 'substantive', text: 'Saluran dikeruk, pintu air diperbaiki.' });
    await system.settle();
    const pages = await forEach(joined, read);
    for (const [n, page] of pages.entries()) {
      const { trackingId, text } = joined[n];
      expect(page).toMatchObject({ trackingId, text, status: 'merged', lead: { status: 'answered' } });
      expect(texts(page)).toEqual([
        'Alat berat berangkat hari ini.',
        'Saluran dikeruk, pintu air diperbaiki.',
      ]);
      expect(JSON.stringify(page)).not.toContain(lead.trackingId);
    }
  }, 300_000);

  it('nothing falls due for who follows, and two that are split out have their histories and clocks back', async () => {
    const running = (clocks: any[]) =>
      clocks.filter(({ state }) => state === 'running' || state === 'paused');
    for (const one of [...apart, joined[0]]) {
      expect(await factsOf(one, 'DeadlineMissed', 'CaseEscalated', 'ReminderDue')).toEqual([]);
      const states = running(await clocksOf(one)).map(({ state }) => state);
      expect(new Set(states)).toEqual(new Set(['paused']));
    }
    const told = { reason: 'Banjir di kampung lain, salurannya lain.' };
    for (const one of apart) await coordinator('POST', `/v1/cases/${one.complaintId}/unmerge`, told);
    await system.settle();
    expect((await row(lead)).reporters).toBe(298);

    const pages = await forEach(apart, read);
    expect(pages.map(({ status }) => status)).toEqual(['in_progress', 'dispositioned']);
    expect(pages.map(texts)).toEqual([['Kami periksa saluran di tempat Anda.'], []]);
    expect(kinds(pages[0])).toEqual(['filed', 'offered', 'accepted', 'first_answer', 'merged', 'unmerged']);
    expect(kinds(pages[1])).toEqual(['filed', 'offered', 'merged', 'unmerged']);

    for (const one of apart) {
      const [merged] = await factsOf(one, 'MergeAccepted');
      const [undone] = await factsOf(one, 'MergeUndone');
      const pauses = [{ from: merged.at, to: undone.at }];
      const clocks = running(await clocksOf(one));
      expect(clocks.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['resolve']));
      for (const { startedAt: start, rule, accountable, dueAt, state, dueHistory, pauses: kept } of clocks) {
        const organisation = accountable.unit ?? accountable.organisation;
        const body = { start, rule, organisation, pauses };
        expect([rule, state, dueAt]).toEqual([rule, 'running', (await desk.preview(body)).dueAt]);
        expect(kept).toEqual([{ ...pauses[0], why: 'merged' }]);
        expect(dueHistory.at(-1)).toMatchObject({ dueAt, why: 'unmerged' });
        expect(dueAt > dueHistory[0].dueAt).toBe(true);
      }
    }
  }, 120_000);

  it('the lead’s end is told to those who follow, and to nobody else; who says that it is not over goes on alone', async () => {
    await desk.reply(lead, { kind: 'confirm', rating: 5 });
    await system.settle();
    const closings = async (one: any) =>
      (await factsOf(one, 'ReporterNotified', 'NotificationFailed')).filter(
        ({ data }) => data.kind === 'closing',
      );
    const bySms = joined.find(({ channel }) => channel === 'sms');
    const [closing] = await eventually('told of the end', async () => {
      const told = await closings(bySms);
      return told.length > 0 ? told : undefined;
    });
    expect(closing.data).toMatchObject({ kind: 'closing', by: 'sms' });
    expect(apart[0].channel).toBe('email');
    expect(await closings(apart[0])).toEqual([]);

    const [stays, disputes, tells] = joined;
    const page = await read(stays);
    expect(page).toMatchObject({ status: 'merged', lead: { status: 'closed', closedReason: 'confirmed' } });
    expect(page.canReply).toEqual(['information', 'dispute', 'withdraw']);
    expect((await desk.reply(disputes, { kind: 'dispute', text: 'Di sini masih selutut.' })).status).toBe(
      'dispositioned',
    );
    expect((await desk.reply(tells, { kind: 'information', text: 'Masih banjir.' })).status).toBe(
      'dispositioned',
    );
    await system.settle();
    expect((await row(lead)).reporters).toBe(296);
    expect((await row(tells)).owner).toMatchObject({ organisation: regency });
  }, 120_000);

  it('who was split out is reminded, missed and told at the moved instants; who follows hears of none', async () => {
    const [one] = apart;
    const [{ dueAt, clockId, reminders }] = (await clocksOf(one)).filter(({ kind }) => kind === 'resolve');
    const told = async ({ complaintId }: any) =>
      (await desk.national('GET', `/v1/notices?complaintId=${complaintId}`)).items
        .filter((notice: any) => notice.clockId === clockId)
        .map(({ kind, at }: any) => [kind, at]);
    const [soon] = reminders;
    for (const [at, notice] of [
      [soon, 'reminder'],
      [dueAt, 'step'],
    ]) {
      await system.moveClock(new Date(Date.parse(at) + 60_000).toISOString());
      expect(await told(one)).toContainEqual([notice, at]);
    }
    const of = async (type: string) =>
      (await factsOf(one, type)).filter(({ data }) => data.clockId === clockId);
    expect((await of('ReminderDue')).map(({ data }) => data.remindedAt)).toEqual(reminders);
    expect((await of('DeadlineMissed')).map(({ data }) => data.missedAt)).toEqual([dueAt]);
    expect((await of('CaseEscalated')).map(({ data }) => [data.level, data.escalatedAt])).toEqual([
      [1, dueAt],
    ]);
    expect((await desk.national('GET', `/v1/notices?complaintId=${joined[0].complaintId}`)).items).toEqual(
      [],
    );
    expect(await factsOf(joined[0], 'DeadlineMissed')).toEqual([]);
  }, 120_000);

  it('who takes back a report that others follow takes back only their own', async () => {
    const [first, ...others] = await forEach(floodReports.slice(0, 3), file);
    await system.settle();
    for (const one of others) await merge(one, first);
    await system.settle();
    await desk.withdraw(first);
    await system.settle();
    expect((await row(first)).reporters).toBe(1);
    expect((await read(first)).status).toBe('closed');
    for (const one of others) {
      const page = await read(one);
      expect([page.status, kinds(page).slice(-2)]).toEqual(['dispositioned', ['merged', 'unmerged']]);
    }
  }, 120_000);

  it('the feed says of each case what its log says, and the log proves all of it', async () => {
    const lives = await forEach(filed, counted);
    const expected = lives.map((facts) =>
      impliedFeed(facts)
        .filter(({ organisation }) => organisation === regency)
        .map(({ factId }) => factId),
    );
    const told = new Map<string, string[]>();
    for (let cursor = ''; ;) {
      const { items, next } = await coordinator(
        'GET',
        `/v1/feeds/${regency}?limit=200${cursor && `&cursor=${cursor}`}`,
      );
      for (const { subject, data } of items) told.set(subject, [...(told.get(subject) ?? []), data.factId]);
      if (items.length === 0) break;
      cursor = next;
    }
    expect(filed.map(({ complaintId }) => told.get(complaintId))).toEqual(expected);
    await expectProof(system);
  }, 300_000);
};

describe('one flood on the Postgres log', () => onLog());
describeWithKafka('one flood on the Kafka log', () => onLog('--kafka'));
