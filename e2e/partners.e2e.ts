import { describeWithKafka } from '@satupintu/embedded';
import { randomUUID } from 'node:crypto';
import { Desk } from './desk';
import { type Answer, eventually, startSystem, type System } from './harness';
import { expectProof } from './proof';

const body = 'gov.32.04';
const monday = '2026-02-02T02:00:00.000Z';
const weekLater = '2026-02-10T02:00:00.000Z';
/** What the app's wrong clock says, far from any true instant. */
const wrong = ['2019-05-05T05:05:05.000Z', '2033-03-03T03:03:03.000Z'];

interface Update {
  readonly updateId: string;
  readonly complaintId: string;
  readonly sequence: number;
  readonly kind: string;
}

/** A body's own complaint app, as it would be written: it keeps what it has to say until it was heard. */
class App {
  readonly outbox: Update[] = [];
  cursor = '';
  readonly events: any[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(
    private readonly system: System,
    private readonly desk: Desk,
  ) {}

  async call(method: string, path: string, content?: object): Promise<Answer> {
    const token = await this.system.token('channel', body);
    return this.system.call(method, path, { token, ...(content && { body: content }) });
  }

  file(externalId: string, text: string): Promise<any> {
    const content = {
      channel: 'partner',
      channelMessageId: externalId,
      text,
      place: { regionCode: '32.04' },
    };
    return this.desk.granted(this.call('POST', '/v1/complaints', content));
  }

  /** Notes what an officer did in the app; it is sent when there is a line. */
  note({ complaintId }: any, kind: string, more: object = {}): Update {
    const sequence = (this.numbers.get(complaintId) ?? 0) + 1;
    this.numbers.set(complaintId, sequence);
    const said = wrong[this.outbox.length % wrong.length];
    const update = { updateId: randomUUID(), complaintId, sequence, kind, at: said, ...more };
    this.outbox.push(update);
    return update;
  }

  push(updates: readonly Update[]): Promise<Answer> {
    return this.call('POST', `/v1/partners/${body}/updates`, { updates });
  }

  /** Sends until it is heard, as an app with a bad line does. */
  heard(updates: readonly Update[]): Promise<any[]> {
    return eventually('heard', async () => {
      const answer = await this.push(updates);
      return answer.status === 200 ? answer.body.items : undefined;
    });
  }

  async pull(): Promise<any[]> {
    const news: any[] = [];
    for (;;) {
      const cursor = this.cursor && `&cursor=${encodeURIComponent(this.cursor)}`;
      const page = await this.desk.granted(this.call('GET', `/v1/partners/${body}/events?limit=20${cursor}`));
      this.cursor = page.next;
      news.push(...page.items);
      if (page.items.length === 0) break;
    }
    this.events.push(...news);
    return news;
  }

  reconcile(cases: readonly object[], more: object = {}): Promise<any> {
    return this.desk.granted(this.call('POST', `/v1/partners/${body}/reconciliation`, { cases, ...more }));
  }
}

/** The same every time, and in no order that anybody would choose. */
const shuffled = <T>(items: readonly T[]): T[] =>
  items.map((item, n) => [(n * 7919) % 101, item] as const).sort(([a], [b]) => a - b).map(([, item]) => item); // prettier-ignore

const onLog = (log: 'postgres' | 'kafka') => {
  let system: System;
  let desk: Desk;
  let app: App;

  beforeAll(async () => {
    system = await startSystem('--empty', '--clock', monday, ...(log === 'kafka' ? ['--kafka'] : []));
    desk = new Desk(system);
    app = new App(system, desk);
    await system.settle();
    await desk.national('POST', '/v1/partners', {
      partner: body,
      ground: 'proven_effective',
      evidence: ['Rata-rata 11 hari, 94 % tepat waktu sepanjang 2025'],
      from: '2026-02-01T00:00:00.000Z',
    });
  }, 240_000);
  afterAll(async () => system?.stop(), 60_000);

  const applied = (items: readonly any[]) =>
    items.map((one) => [one.state, one.code].filter(Boolean).join(': '));
  const result = (items: readonly any[], { updateId }: Update) =>
    items.find((one: any) => one.updateId === updateId);

  it('loses nothing of an app that was away for a week, and lets none of it count twice', async () => {
    const names = ['jembatan', 'trotoar', 'gorong-gorong', 'bahu jalan', 'marka', 'rambu'];
    const filed = await Promise.all(
      names.map((name, n) =>
        app.file(
          `LB-${n}`,
          `Kerusakan ${name} di jalan kabupaten Desa Cibiru Wetan, berlubang dan membahayakan.`,
        ),
      ),
    );
    const [answered, asked, byHand, withdrawn, untouched, gap] = filed;
    await system.settle();
    await app.pull();
    expect(app.events.filter(({ type }) => type.endsWith('disposition-offered'))).toHaveLength(6);
    const accepts = [answered, asked, byHand, gap].map((each) => app.note(each, 'accept'));
    expect(applied(await app.heard(accepts))).toEqual(accepts.map(() => 'applied'));
    await system.settle();
    await app.pull();
    app.outbox.length = 0;

    // The line is down. The app's officers go on working; so do all others, here.
    const first = app.note(answered, 'first_answer', { text: 'Regu sudah meninjau.' });
    const substance = app.note(answered, 'answer', { text: 'Sudah ditambal.' });
    const question = app.note(asked, 'question', { text: 'Sebelah mana jembatannya?' });
    const tooLate = app.note(byHand, 'answer', { text: 'Sudah kami cat.' });
    const gone = app.note(withdrawn, 'accept');
    const lost = app.note(gap, 'thread', { text: 'Hilang di ponsel petugas.' });
    const after = app.note(gap, 'first_answer', { text: 'Kami cek.' });
    await desk.act(byHand, 'answers', { kind: 'substantive', text: 'Marka sudah dicat ulang.' });
    await desk.withdraw(withdrawn);
    const web = await desk.file({
      text: 'Jalan kabupaten di Soreang amblas.',
      place: { regionCode: '32.04' },
    });
    await system.moveClock(weekLater);

    // The line is back, and the service is killed in the middle. What waits is sent in bits, twice, in any order.
    const sent = shuffled(app.outbox.filter((update) => update !== lost));
    await app.heard(sent.slice(0, 3));
    const again = Promise.all([app.heard(sent), app.heard([...sent].reverse())]);
    system.kill('casework');
    await again;
    const [late, twice] = [await app.heard(sent), await app.heard(shuffled(sent))];
    for (const update of sent) expect(result(twice, update)).toEqual(result(late, update));
    expect(applied([first, substance, question].map((one) => result(late, one)))).toEqual(
      ['applied', 'applied', 'applied'],
    ); // prettier-ignore
    expect(applied([tooLate, gone].map((one) => result(late, one)))).toEqual([
      'refused: already-answered',
      'refused: case-final',
    ]);
    expect(result(late, after)).toMatchObject({ state: 'waiting', code: 'gap', expects: 2 });
    expect(late.map((one: any) => one.clock)).toContain('ahead');
    await system.settle();

    // Each was done once, now, not when the app's clock says; the first word came too late, whatever it says.
    for (const type of ['FirstAnswerGiven', 'SubstantiveAnswerGiven']) {
      const facts = await desk.facts(answered, type);
      expect(facts.map(({ at, by }) => [at, by.role])).toEqual([[weekLater, 'channel']]);
    }
    expect(await desk.facts(byHand, 'SubstantiveAnswerGiven')).toHaveLength(1);
    expect((await desk.clocks(answered))['first_follow_up']).toMatchObject({ state: 'missed' });

    // Everything that happened meanwhile is told, in order, each fact once.
    const news = await app.pull();
    const told = (each: any) =>
      news.filter(({ subject }) => subject === each.complaintId).map(({ type }) => type.split('.').pop());
    expect(told(byHand)).toContain('substantive-answer-given');
    expect(told(withdrawn)).toContain('reporter-withdrew');
    expect(told(web)).toEqual(expect.arrayContaining(['disposition-offered', 'clock-started']));
    expect(told(answered).indexOf('first-answer-given')).toBeLessThan(
      told(answered).indexOf('substantive-answer-given'),
    );
    const factIds = app.events.map(({ data }) => data.factId);
    expect(new Set(factIds).size).toBe(factIds.length);
    const counted = (await desk.life(untouched)).facts.filter((one: any) => one.verdict === 'applied');
    const heard = app.events
      .filter(({ subject }) => subject === untouched.complaintId)
      .map(({ data }) => data.factId);
    const missing = counted.filter(({ id }: any) => !heard.includes(id));
    expect(heard).toEqual(counted.map(({ id }: any) => id).filter((id: string) => heard.includes(id)));
    // Clocks that start with the filing are not a body's, nor what the reporter is told: it was not asked yet.
    const early = new Set(missing.map(({ data }: any) => data.kind));
    early.delete('receipt');
    expect(early).toEqual(new Set(['verify_and_forward', 'acknowledge']));
    expect(JSON.stringify(app.events)).not.toMatch(/Cibiru|ditambal|ponsel/);

    // Both sides lay their cases beside each other.
    const state = (each: any, n: number, said: string) => ({
      complaintId: each.complaintId,
      externalId: `LB-${n}`,
      state: said,
    });
    const compared = await app.reconcile([
      state(answered, 0, 'answered'),
      state(asked, 1, 'needs_information'),
      state(byHand, 2, 'in_progress'),
      state(withdrawn, 3, 'in_progress'),
      state(untouched, 4, 'dispositioned'),
      state(gap, 5, 'in_progress'),
      { complaintId: randomUUID(), externalId: 'LB-6', state: 'filed' },
    ]);
    expect(compared.items.map((one: any) => one.outcome)).toEqual([
      'same', 'same', 'different', 'different', 'same', 'same', 'unknown_here', 'missing_there',
    ]); // prettier-ignore
    expect(compared.items[3].here).toMatchObject({ status: 'closed', closedReason: 'withdrawn' });
    expect(compared.items.at(-1)).toMatchObject({
      complaintId: web.complaintId,
      here: { takesPart: true, filed: false },
    });
    expect(compared.waiting).toEqual([{ complaintId: gap.complaintId, expects: 2, updates: 1 }]);

    // What the app lost for good gives its number back, and what waited behind it is done.
    await app.heard([{ updateId: randomUUID(), complaintId: gap.complaintId, sequence: 2, kind: 'nothing' }]);
    expect((await app.reconcile([])).waiting).toEqual([]);
    expect(await desk.facts(gap, 'FirstAnswerGiven')).toHaveLength(1);
    expect(await desk.facts(gap, 'ThreadMessagePosted')).toHaveLength(0);

    // A filing whose answer was lost is filed again under the app's own id, and is the same case.
    expect(
      (
        await app.file(
          'LB-0',
          `Kerusakan ${names[0]} di jalan kabupaten Desa Cibiru Wetan, berlubang dan membahayakan.`,
        )
      ).complaintId,
    ).toBe(answered.complaintId);
  }, 240_000);

  it('lets nobody in whose accreditation has ended, and keeps what was filed', async () => {
    await desk.national('POST', `/v1/partners/${body}/end`, {
      to: '2026-02-11T00:00:00.000Z',
      reason: 'replaced',
    });
    expect((await app.call('GET', `/v1/partners/${body}/events`)).status).toBe(200);
    await system.moveClock('2026-02-11T00:00:00.000Z');
    const refused = await app.push([
      { updateId: randomUUID(), complaintId: randomUUID(), sequence: 1, kind: 'nothing' },
    ]);
    expect([refused.status, refused.body.code]).toEqual([403, 'not-accredited']);
    expect((await app.call('GET', `/v1/partners/${body}/events`)).body.code).toBe('not-accredited');
  }, 60_000);

  it('is proven: views and clocks follow from the log', async () => {
    await expectProof(system);
  }, 180_000);
};

describe('a partner app on the Postgres log', () => onLog('postgres'));
describeWithKafka('a partner app on the Kafka log', () => onLog('kafka'));
