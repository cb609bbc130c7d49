import { describeWithKafka } from '@satupintu/embedded';
import { Desk } from './desk';
import { type Answer, eventually, startSystem, type System } from './harness';
import { expectProof } from './proof';

const total = 400;
const body = 'gov.32.04';
const from = `${body}/dinas-pekerjaan-umum-dan-penataan-ruang`;
const to = `${body}/dinas-perhubungan`;

const subjectOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub;

/** Officers come and go through the running system: who may do what, what is missing, and where the cases are. */
const onLog = (...options: string[]) => {
  let system: System;
  let desk: Desk;
  beforeAll(async () => {
    system = await startSystem('--empty', '--clock', '2026-03-17T03:00:00.000Z', ...options);
    desk = new Desk(system);
  }, 240_000);
  afterAll(async () => system?.stop(), 60_000);

  const coordinator = () => system.token('coordinator', body);
  const as = async (token: string, method: string, path: string, wish?: object): Promise<Answer> =>
    system.call(method, path, { token, ...(wish && { body: wish }) });
  const granted = async (token: string, method: string, path: string, wish?: object) =>
    desk.granted(as(token, method, path, wish));
  const connection = async () => {
    await system.settle();
    return (await granted(await coordinator(), 'GET', `/v1/organisations/${body}`)).connection;
  };

  /** Many at a time; the road is the unit’s. */
  async function file(count: number): Promise<any[]> {
    const filed: any[] = [];
    const texts = Array.from({ length: count }, (_, n) => `Jalan kabupaten berlubang di ruas nomor ${n}.`);
    const client = async () => {
      for (let text = texts.pop(); text !== undefined; text = texts.pop())
        filed.push(await desk.file({ text, place: { regionCode: '32.04' } }));
    };
    await Promise.all(Array.from({ length: 16 }, client));
    await system.settle();
    return filed;
  }

  it('makes a body active once a coordinator and a liaison were appointed and have come, and says what is missing', async () => {
    const head = await coordinator();
    const liaison = await system.token('liaison', body, from);
    const appoint = async (subject: string, role: string, unit?: string) =>
      granted(head, 'POST', '/v1/appointments', {
        subject,
        role,
        organisation: body,
        ...(unit !== undefined && { unit }),
        from: '2026-03-01T00:00:00.000Z',
      });
    const missing = async () => {
      await system.settle();
      const path = `/v1/appointments/readiness?organisation=${body}`;
      const { items } = await desk.national('GET', path);
      return items[0].missing;
    };
    expect(await missing()).toEqual(['no-coordinator', 'no-liaison']);
    await appoint(subjectOf(liaison), 'liaison', from);
    expect(await missing()).toEqual(['no-coordinator', 'liaison-not-seen']);
    await appoint(subjectOf(head), 'coordinator');
    expect(await connection()).toBe('connected');
    await granted(head, 'GET', '/v1/dispositions');
    await granted(liaison, 'GET', '/v1/dispositions');
    expect(await missing()).toEqual([]);
    expect(await connection()).toBe('active');
    await system.moveClock('2026-03-18T03:00:00.000Z');
    expect(await connection()).toBe('active');
  }, 60_000);

  it(`passes ${total} cases on when an officer leaves, though the desk dies in the middle`, async () => {
    const filed = await file(total);
    const head = await coordinator();
    const leaving = await system.token('liaison', body, from);
    const arriving = await system.token('liaison', body, to);
    const count = async (unit: string) =>
      (await granted(head, 'GET', `/v1/dispositions/counts?unit=${unit}`)).total;
    expect([await count(from), await count(to)]).toEqual([total, 0]);
    const { dispositionId } = await desk.lead(filed[0]);
    await granted(leaving, 'POST', `/v1/dispositions/${dispositionId}/accept`, {});
    await granted(leaving, 'POST', `/v1/dispositions/${dispositionId}/questions`, {
      text: 'Ruas yang mana?',
    });
    const before = await desk.clocks(filed[0]);

    const made = await granted(head, 'POST', '/v1/appointments/handovers', {
      organisation: body,
      unit: from,
      toUnit: to,
      leaving: subjectOf(leaving),
      arriving: { subject: subjectOf(arriving), role: 'liaison' },
    });
    expect(made).toMatchObject({ cases: total });
    system.kill('casework');
    const path = `/v1/appointments/handovers/${made.handoverId}`;
    const done = await eventually(
      'all cases followed',
      async () => {
        const { status, body: shown } = await as(head, 'GET', `${path}?limit=200`);
        return status === 200 && shown.state === 'done' ? shown : undefined;
      },
      120,
    );
    expect(done).toMatchObject({ moved: total });
    await system.settle();
    expect([await count(from), await count(to)]).toEqual([0, total]);

    const items = [...done.items];
    for (let { next } = done; next !== null;) {
      const page = await granted(head, 'GET', `${path}?limit=200&cursor=${next}`);
      items.push(...page.items);
      next = page.next;
    }
    expect(new Set(items.map((item: any) => item.complaintId))).toEqual(
      new Set(filed.map(({ complaintId }) => complaintId)),
    );
    const asked = items.find((item: any) => item.complaintId === filed[0].complaintId);
    expect(asked).toMatchObject({ unit: to, waitsFor: 'reporter', status: 'accepted' });
    for (const one of filed.slice(0, 5)) {
      expect(await desk.facts(one, 'UnitAssigned')).toMatchObject([{ data: { unit: to } }]);
    }
    const after = await desk.clocks(filed[0]);
    expect([after['resolve'].startedAt, after['resolve'].dueAt]).toEqual([
      before['resolve'].startedAt,
      before['resolve'].dueAt,
    ]);
    const printed = await system.call('GET', path, { token: head, headers: { accept: 'text/markdown' } });
    expect(printed.text).toContain(`${total} dari (of) ${total} berpindah (moved)`);
    expect(printed.text).not.toContain('ruas nomor');
  }, 180_000);

  it('ends the right of who left, and gives the new officer a page to begin with', async () => {
    const leaving = await system.token('liaison', body, from);
    const arriving = await system.token('liaison', body, to);
    expect(await as(leaving, 'GET', '/v1/dispositions')).toMatchObject({
      status: 403,
      body: { code: 'appointment-ended' },
    });
    const page = await granted(arriving, 'GET', '/v1/appointments/me');
    expect(page).toMatchObject({
      unit: to,
      appointments: [{ role: 'liaison', unit: to }],
      counts: { total, status: { offered: total - 1, accepted: 1 }, waitsFor: { reporter: 1 } },
      handovers: [{ unit: from, toUnit: to, moved: total, state: 'done' }],
    });
    expect(page.dueNext).toHaveLength(10);
    const [first] = page.dueNext;
    await granted(arriving, 'POST', `/v1/dispositions/${first.dispositionId}/accept`, {});
    expect((await granted(arriving, 'GET', '/v1/appointments/me')).counts.status.accepted).toBe(2);
  }, 60_000);

  it('can be read again from the log, clocks and all', async () => {
    await system.moveClock('2026-03-26T03:00:00.000Z');
    await expectProof(system);
  }, 180_000);
};

describe('people change, on the Postgres log', () => onLog());
describeWithKafka('people change, on the Kafka log', () => onLog('--kafka'));
