import { testPostgres } from '@satupintu/embedded';
import { type ComplaintFactType, type Data, fact, type Fact, idOf } from '@satupintu/events';
import { type Caller, directoryPublished, Stand } from '@satupintu/service/testing';
import { oversight } from './definition';

const postgres = testPostgres();
const now = '2026-04-20T03:00:00.000Z';
/** The n-th day of March 2026. */
const day = (n: number) => new Date(Date.UTC(2026, 2, n, 3)).toISOString();
const versions = { calendarVersion: 'c1', policyVersion: 'p1' };
let stand: Stand;
let count = 0;

const say = <T extends ComplaintFactType>(type: T, subject: string, at: string, data: Data<T>): Fact =>
  fact(type, `${subject}:${(count += 1)}`, { subject, at, by: { role: 'rule' } }, data) as Fact;

interface Life {
  readonly id: string;
  readonly organisation: string;
  readonly filedOn: number;
  readonly text: string;
  readonly confidential?: boolean;
  readonly region?: string;
}

/** Filed, offered and accepted, with a climbing clock that is due twenty days after filing. */
async function brought({
  id,
  organisation,
  filedOn,
  text,
  confidential = false,
  region = organisation.slice(4),
}: Life) {
  const complaintId = idOf(`complaint:${id}`);
  const sealed = await stand.sealFiling(complaintId, { text });
  const dispositionId = idOf(`offer:${id}`);
  const clockId = idOf(`clock:${id}`);
  const at = day(filedOn);
  await stand.say(
    say('ComplaintFiled', complaintId, at, {
      trackingId: `SP-${id.toUpperCase()}`, channel: 'web', region, anonymous: false, confidential, attachments: [], ...sealed,
    }), // prettier-ignore
    say('DispositionOffered', complaintId, at, {
      dispositionId, hop: 0, organisation, decidedBy: 'rule', final: false, class: 'complaint', category: 'roads',
      region, reasons: [], versions: {},
    }), // prettier-ignore
    say('DispositionAccepted', complaintId, day(filedOn + 1), { dispositionId }),
    say('ClockStarted', complaintId, at, {
      clockId, kind: 'resolve', round: 0, dispositionId, accountable: { organisation }, startedAt: at, dueAt: day(filedOn + 20),
      rule: 'resolve.complaint', limit: 14, unit: 'working_days', timeZone: 'Asia/Jakarta', climbs: true, ...versions,
    }), // prettier-ignore
  );
  return { complaintId, dispositionId, clockId, dueAt: day(filedOn + 20), words: sealed.words };
}
type Brought = Awaited<ReturnType<typeof brought>>;

const missed = ({ complaintId, clockId, dueAt }: Brought) =>
  say('DeadlineMissed', complaintId, dueAt, {
    clockId, missedAt: dueAt, ...versions,
    ladder: [1, 2, 3, 4].map((level) => ({ level, to: { organisation: 'gov.32' }, at: dueAt })),
  }); // prettier-ignore
const escalated = ({ complaintId, clockId, dueAt }: Brought, level: number) =>
  say('CaseEscalated', complaintId, dueAt, {
    clockId, kind: 'resolve', level, to: { organisation: 'gov.32' }, reason: 'overdue', dueAt, escalatedAt: dueAt, ...versions,
  }); // prettier-ignore
const answered = ({ complaintId, dispositionId }: Brought, at: string) =>
  say('SubstantiveAnswerGiven', complaintId, at, {
    dispositionId,
    answerId: idOf(`answer:${complaintId}`),
    words: 's1.narrative.1.answer.aa.bb',
    attachments: [],
  });

const analyst = () => stand.as('analyst', 'ombudsman');
const idsOf = async (caller: Caller, query: string): Promise<string[]> => {
  const { status, body } = await caller.get(`/v1/oversight/cases?${query}`);
  expect({ status, query }).toEqual({ status: 200, query });
  return body.items.map(({ complaintId }: { complaintId: string }) => complaintId);
};

describe('oversight', () => {
  let late: Brought;
  let calm: Brought;
  let secret: Brought;
  let far: Brought;

  beforeAll(async () => {
    stand = await Stand.start(oversight, await postgres.database(), now);
    await stand.publish(directoryPublished);
    late = await brought({
      id: 'late',
      organisation: 'gov.32.04',
      filedOn: 1,
      text: 'Jalan rusak parah di Soreang',
    });
    calm = await brought({
      id: 'calm',
      organisation: 'gov.32.04',
      filedOn: 9,
      text: 'Lampu jalan padam',
      region: '32.04.12',
    });
    secret = await brought({
      id: 'secret',
      organisation: 'gov.32',
      filedOn: 5,
      text: 'Pungutan liar',
      confidential: true,
    });
    far = await brought({ id: 'far', organisation: 'gov.33.74', filedOn: 3, text: 'Sampah menumpuk' });
    await stand.say(
      missed(late),
      escalated(late, 1),
      escalated(late, 2),
      missed(far),
      answered(far, day(30)),
    );
  }, 60_000);
  afterAll(() => stand.stop());

  test('lists cases with age, due time and step of the ladder', async () => {
    const { body } = await analyst().get('/v1/oversight/cases?overdue=true');
    expect(body).toMatchObject({
      next: null,
      items: [{
        complaintId: late.complaintId, trackingId: 'SP-LATE', status: 'in_progress', owner: { organisation: 'gov.32.04' },
        filedAt: day(1), ageDays: { gross: 50, net: 50 }, dueAt: late.dueAt, overdue: true, escalationLevel: 2, hops: 0, disputes: 0, reporters: 1,
      }],
    }); // prettier-ignore
  });

  test('filters', async () => {
    const all = [late, calm, secret, far].map(({ complaintId }) => complaintId).sort();
    const expected: readonly (readonly [string, readonly Brought[]])[] = [
      ['overdue=false', [calm, secret, far]], ['escalated=true', [late]], ['organisation=gov.33.74', [far]], ['region=32.04', [late, calm]],
      ['region=32', [late, calm, secret]], ['status=answered', [far]], ['class=aspiration', []], ['category=roads', [late, calm, secret, far]],
      ['filedFrom=2026-03-05&filedTo=2026-03-09', [calm, secret]], ['q=jalan', [late, calm]], ['q=JALAN%20soreang', [late]],
      ['q=sp-far', [far]], ['q=!!', []], ['q=padam&region=33', []],
    ]; // prettier-ignore
    for (const [query, cases] of expected) {
      expect([query, (await idsOf(analyst(), query)).sort()]).toEqual([
        query,
        cases.map(({ complaintId }) => complaintId).sort(),
      ]);
    }
    expect((await idsOf(analyst(), '')).sort()).toEqual(all);
  });

  test('sorts both ways, and pages by any sort without a gap', async () => {
    const order = [late, far, secret, calm].map(({ complaintId }) => complaintId);
    expect(await idsOf(analyst(), 'sort=filedAt')).toEqual(order);
    expect(await idsOf(analyst(), 'sort=-ageDays')).toEqual(order);
    expect(await idsOf(analyst(), 'sort=ageDays')).toEqual([...order].reverse());
    expect((await idsOf(analyst(), 'sort=dueAt'))[0]).toBe(late.complaintId);
    expect((await idsOf(analyst(), 'sort=-escalationLevel'))[0]).toBe(late.complaintId);
    expect((await idsOf(analyst(), 'sort=-dueAt')).at(-1)).toBe(far.complaintId);
    for (const sort of ['filedAt', 'dueAt', 'ageDays', 'escalationLevel'].flatMap((name) => [
      name,
      `-${name}`,
    ])) {
      const paged: string[] = [];
      let cursor = '';
      do {
        const { body } = await analyst().get(`/v1/oversight/cases?sort=${sort}&limit=1${cursor}`);
        paged.push(...body.items.map(({ complaintId }: { complaintId: string }) => complaintId));
        cursor = body.next === null ? '' : `&cursor=${body.next}`;
      } while (cursor !== '');
      expect([sort, paged]).toEqual([sort, await idsOf(analyst(), `sort=${sort}`)]);
    }
    for (const bad of [
      'sort=name',
      'cursor=xx',
      `sort=dueAt&cursor=${Buffer.from('["x","y","z"]').toString('base64url')}`,
      'limit=0',
      'overdue=maybe',
      'filedFrom=2026-13-45',
      'x=1',
    ]) {
      expect([bad, (await analyst().get(`/v1/oversight/cases?${bad}`)).status]).toEqual([bad, 400]);
    }
  });

  test('shows each role its own scope only', async () => {
    const has = async (caller: Caller) => (await idsOf(caller, '')).sort();
    const ids = (...cases: Brought[]) => cases.map(({ complaintId }) => complaintId).sort();
    expect(await has(stand.as('analyst', 'ombudsman', 'ombudsman/33'))).toEqual(ids(far));
    expect(await has(stand.as('national', 'nat.panrb'))).toEqual(ids(late, calm, secret, far));
    expect(await has(stand.as('executive', 'gov.32'))).toEqual(ids(late, calm));
    expect(await has(stand.as('coordinator', 'gov.32'))).toEqual(ids(secret));
    expect(
      (await stand.as('coordinator', 'gov.32').get('/v1/oversight/cases?organisation=gov.33')).status,
    ).toBe(403);
    expect((await stand.as('liaison', 'gov.32', 'gov.32/x').get('/v1/oversight/cases')).status).toBe(403);
    const unknown = await stand.as('executive', 'gov.32').get(`/v1/oversight/cases/${idOf('nobody')}`);
    expect(unknown.status).toBe(404);
    expect(await stand.as('executive', 'gov.32').get(`/v1/oversight/cases/${secret.complaintId}`)).toEqual(
      unknown,
    );
  });

  test('shows the whole life of a case, words opened, identity never', async () => {
    const { body } = await analyst().get(`/v1/oversight/cases/${late.complaintId}`);
    expect(body.facts.map(({ type }: { type: string }) => type)).toEqual([
      'ComplaintFiled', 'DispositionOffered', 'DispositionAccepted', 'ClockStarted', 'DeadlineMissed', 'CaseEscalated', 'CaseEscalated',
    ]); // prettier-ignore
    expect(body.facts[0]).toMatchObject({
      verdict: 'applied',
      at: day(1),
      data: { words: { text: 'Jalan rusak parah di Soreang' } },
    });
    expect(body.clocks).toMatchObject([
      {
        kind: 'resolve', state: 'missed', missedAt: late.dueAt, escalationLevel: 2, startedAt: day(1), rule: 'resolve.complaint',
        limit: 14, unit: 'working_days', timeZone: 'Asia/Jakarta', climbs: true, ...versions, pauses: [], pausedFor: 0,
        dueHistory: [{ dueAt: late.dueAt, at: day(1), why: 'started' }], ladder: [{ level: 1 }, { level: 2 }, { level: 3 }, { level: 4 }],
      },
    ]); // prettier-ignore
    expect(JSON.stringify(body)).not.toMatch(/Rahasia|identity/);
    const again = await analyst().get(
      `/v1/oversight/cases/${late.complaintId}?after=${body.facts[0].position}`,
    );
    expect(again.status).toBe(200);
  });

  test('shows who held a case for how long, adding up to its age', async () => {
    const { complaintId, words } = await brought({
      id: 'handed',
      organisation: 'gov.33',
      filedOn: 12,
      text: 'x',
      region: '33.74',
    });
    const to = idOf('contribution:handed');
    await stand.say(
      say('ContributorInvited', complaintId, day(14), { dispositionId: to, organisation: 'gov.33.74', words, required: false }),
      say('DispositionAccepted', complaintId, day(15), { dispositionId: to }),
      say('ClockPaused', complaintId, day(16), { clockIds: [idOf('clock:handed')], pausedAt: day(16), why: 'reporter-asked' }),
      say('LeadOffered', complaintId, day(17), { from: idOf('offer:handed'), to }),
      say('LeadHandedOver', complaintId, day(18), { from: idOf('offer:handed'), to }),
      say('ClockResumed', complaintId, day(19), {
        clocks: [{ clockId: idOf('clock:handed'), dueAt: day(35), pausedFor: 3 * 86_400 }], resumedAt: day(19), why: 'reporter-waited-for', ...versions,
      }),
    ); // prettier-ignore
    const { body } = await analyst().get(`/v1/oversight/cases/${complaintId}`);
    const days = (gross: number, net: number) => ({ gross: gross * 86_400_000, net: net * 86_400_000 });
    expect(body).toMatchObject({
      // The clock that stood still was the old lead's, and ended with its lead.
      ageDays: { gross: 39, net: 37 },
      age: days(39, 37),
      held: [
        { organisation: 'gov.33', from: day(12), to: day(18), ...days(6, 4) },
        { organisation: 'gov.33.74', from: day(18), ...days(33, 33) },
      ],
      heldByBody: [
        { organisation: 'gov.33', ...days(6, 4) },
        { organisation: 'gov.33.74', ...days(33, 33) },
      ],
    });
    expect(body.held[1]).not.toHaveProperty('to');
  });

  test('lists steps of the ladder in order, resumable', async () => {
    const { body } = await analyst().get('/v1/oversight/escalations?limit=1');
    expect(body.items).toMatchObject([
      {
        complaintId: late.complaintId,
        trackingId: 'SP-LATE',
        level: 1,
        to: 'gov.32',
        escalatedAt: late.dueAt,
      },
    ]);
    const rest = await analyst().get(`/v1/oversight/escalations?cursor=${body.next}`);
    expect(rest.body).toMatchObject({ items: [{ level: 2 }], next: null });
    expect((await analyst().get('/v1/oversight/escalations?since=2026-04-01')).body.items).toEqual([]);
    expect(
      (await stand.as('analyst', 'ombudsman', 'ombudsman/33').get('/v1/oversight/escalations')).body.items,
    ).toEqual([]);
  });

  test('reports how each body did, as it was known then', async () => {
    const report = '/v1/oversight/reports/agencies?from=2026-03-01&to=2026-03-09';
    const { body } = await analyst().get(report);
    const none = {
      answeredInTime: 0,
      late: 0,
      untouched: 0,
      declined: 0,
      disputed: 0,
      escalated: 0,
      medianDays: null,
      p90Days: null,
    };
    expect(body.items).toMatchObject([
      { ...none, organisation: 'gov.32', received: 1, openOverdue: 1 },
      {
        ...none,
        organisation: 'gov.32.04',
        name: 'Pemerintah Kabupaten Bandung',
        received: 2,
        openOverdue: 2,
        escalated: 1,
      },
      {
        ...none,
        organisation: 'gov.33.74',
        received: 1,
        late: 1,
        openOverdue: 0,
        medianDays: 27,
        p90Days: 27,
      },
    ]);
    const then = await analyst().get(`${report}&asOf=2026-03-03`);
    expect(then.body.items).toMatchObject([
      { organisation: 'gov.32.04', received: 1, openOverdue: 0, untouched: 0, escalated: 0 },
      { organisation: 'gov.33.74', received: 1, late: 0, untouched: 1, medianDays: null },
    ]);
    const own = await stand.as('coordinator', 'gov.32').get(report);
    expect(own.body.items.map(({ organisation }: { organisation: string }) => organisation)).toEqual([
      'gov.32',
    ]);
    expect((await analyst().get('/v1/oversight/reports/agencies?from=2026-03-09&to=2026-03-01')).status).toBe(
      400,
    );
    const text = await analyst().text(report, 'text/csv');
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      'organisation,name,received,answeredInTime,late,openOverdue,untouched,medianDays,p90Days,declined,disputed,escalated',
      'gov.32,Pemerintah Provinsi Jawa Barat,1,0,0,1,0,,,0,0,0',
    ]);
  });

  describe('reports both ways', () => {
    const moved = ({ complaintId, clockId, dueAt }: Brought, to: string, at: string) =>
      say('DueTimesMoved', complaintId, at, {
        clocks: [{ clockId, dueAt: to, was: dueAt }], steps: [], why: 'new-calendar', ...versions, calendarVersion: 'c2',
      }); // prettier-ignore
    /** What the report on cases offered on the n-th day says of their body, as it was known then. */
    async function figures(offeredOn: number, asOf?: string) {
      const period = `from=${day(offeredOn - 1)}&to=${day(offeredOn + 1)}`;
      const { body } = await analyst().get(
        `/v1/oversight/reports/agencies?${period}${asOf === undefined ? '' : `&asOf=${asOf}`}`,
      );
      const [{ answeredInTime, late: lateOnes, openOverdue, escalated: climbed }] = body.items;
      return { answeredInTime, late: lateOnes, openOverdue, climbed };
    }
    const nothing = { answeredInTime: 0, late: 0, openOverdue: 0, climbed: 0 };

    test('a decree that gives time: late as it was known before, in time as it is known since', async () => {
      const one = await brought({ id: 'eased', organisation: 'gov.33', filedOn: -100, text: 'x' });
      await stand.say(moved(one, day(-77), day(-79)), answered(one, day(-78)));
      expect(await figures(-100, day(-81))).toEqual(nothing);
      expect(await figures(-100, new Date(Date.parse(day(-79)) - 1).toISOString())).toEqual({ ...nothing, openOverdue: 1 });
      expect(await figures(-100, day(-79))).toEqual(nothing);
      expect(await figures(-100)).toEqual({ ...nothing, answeredInTime: 1 });
    }); // prettier-ignore

    test('a decree that takes time: not due as it was known before, overdue as it is known since', async () => {
      const one = await brought({ id: 'hurried', organisation: 'gov.33', filedOn: -140, text: 'x' });
      await stand.say(moved(one, day(-128), day(-125)), moved({ ...one, dueAt: day(-128) }, day(-124), day(-122)), answered(one, day(-121))); // prettier-ignore
      expect(await figures(-140, day(-126))).toEqual(nothing);
      expect(await figures(-140, day(-125))).toEqual({ ...nothing, openOverdue: 1 });
      expect(await figures(-140, day(-123))).toEqual({ ...nothing, openOverdue: 1 });
      expect(await figures(-140)).toEqual({ ...nothing, late: 1 });
    });

    test('what waits for the reporter, or follows another case, is not overdue meanwhile', async () => {
      const one = await brought({ id: 'asked', organisation: 'gov.33', filedOn: -180, text: 'x' });
      const { complaintId, clockId } = one;
      const merge = { mergeId: idOf('merge:asked'), lead: late.complaintId, follower: complaintId };
      await stand.say(
        say('ClockPaused', complaintId, day(-165), { clockIds: [clockId], pausedAt: day(-165), why: 'reporter-asked' }),
        say('ClockResumed', complaintId, day(-155), {
          clocks: [{ clockId, dueAt: day(-150), pausedFor: 10 * 86_400 }], resumedAt: day(-155), why: 'reporter-waited-for', ...versions,
        }),
        say('MergeAsked', complaintId, day(-146), { mergeId: merge.mergeId, into: merge.lead }),
        say('MergeAccepted', complaintId, day(-145), merge),
        say('MergeUndone', complaintId, day(-140), merge),
      ); // prettier-ignore
      expect(await figures(-180, day(-158))).toEqual(nothing);
      expect(await figures(-180, day(-152))).toEqual(nothing);
      expect(await figures(-180, day(-146))).toEqual({ ...nothing, openOverdue: 1 });
      expect(await figures(-180, day(-142))).toEqual(nothing);
      expect(await figures(-180)).toEqual({ ...nothing, openOverdue: 1 });
    });

    test('a step counts from when it was recorded, and not any more once its miss was taken back', async () => {
      const one = await brought({ id: 'annulled', organisation: 'gov.33', filedOn: -220, text: 'x' });
      const { complaintId, clockId, dueAt } = one;
      const recorded = (fact: Fact) => ({ ...fact, at: day(-190) });
      await stand.say(recorded(missed(one)), recorded(escalated(one, 1)));
      expect(await figures(-220, day(-195))).toEqual({ ...nothing, openOverdue: 1 });
      expect(await figures(-220)).toEqual({ ...nothing, openOverdue: 1, climbed: 1 });
      const answer = answered(one, dueAt);
      await stand.say(answer, say('MissAnnulled', complaintId, day(-180), { clockId, missedAt: dueAt, stoppedAt: dueAt, stoppedBy: answer.id })); // prettier-ignore
      expect(await figures(-220, day(-185))).toEqual({ ...nothing, answeredInTime: 1, climbed: 1 });
      expect(await figures(-220)).toEqual({ ...nothing, answeredInTime: 1 });
    });
  });

  test('reports what repeats and who is silent', async () => {
    const { body } = await analyst().get('/v1/oversight/reports/patterns?from=2026-03-01&to=2026-03-09');
    expect(body).toMatchObject({
      repeats: [{ category: 'roads', region: '32.04', month: '2026-03', count: 2 }],
      refusals: [],
      disputed: [],
      silent: [],
    });
  });

  test('counts each reporter once, also of cases that follow one which follows another', async () => {
    const [main, middle, last] = [
      await brought({ id: 'main', organisation: 'gov.34', filedOn: -300, text: 'x' }),
      await brought({ id: 'middle', organisation: 'gov.34', filedOn: -300, text: 'x' }),
      await brought({ id: 'last', organisation: 'gov.34', filedOn: -300, text: 'x' }),
    ];
    const joined = (follower: Brought, lead: Brought) => {
      const both = { mergeId: idOf(`m:${follower.complaintId}`), lead: lead.complaintId, follower: follower.complaintId }; // prettier-ignore
      return stand.say(
        say('MergeAsked', follower.complaintId, day(-290), { mergeId: both.mergeId, into: both.lead }),
        say('MergeAccepted', lead.complaintId, day(-290), both),
        say('MergeAccepted', follower.complaintId, day(-290), both),
      );
    };
    await joined(last, middle);
    await joined(middle, main);
    const { body } = await analyst().get('/v1/oversight/cases?organisation=gov.34');
    const reporters = new Map(body.items.map((row: any) => [row.complaintId, row.reporters]));
    expect([main, middle, last].map(({ complaintId }) => reporters.get(complaintId))).toEqual([3, 2, 1]);
    expect((await analyst().get(`/v1/oversight/cases/${main.complaintId}`)).body.reporters).toBe(3);
  });

  test('takes an examination step by step', async () => {
    const path = `/v1/oversight/cases/${late.complaintId}`;
    expect(
      (await stand.as('national', 'nat.panrb').post(`${path}/examinations`, { ground: 'prolonged_delay' }))
        .status,
    ).toBe(403);
    expect((await analyst().post(`${path}/interventions`, { text: 'Segera', dueAt: day(1) })).body.code).toBe(
      'due-in-the-past',
    );
    expect(
      (await analyst().post(`${path}/interventions`, { text: 'Segera', dueAt: '2026-05-01T00:00:00.000Z' }))
        .status,
    ).toBe(201);
    const opened = await analyst().post(`${path}/examinations`, { ground: 'prolonged_delay' });
    expect(opened.status).toBe(201);
    const examination = `/v1/oversight/examinations/${opened.body.examinationId}`;
    expect(
      (await analyst().post(`${examination}/result-reports`, { text: 'Ditemukan penundaan' })).status,
    ).toBe(201);
    expect((await analyst().post(`${examination}/corrective-actions`, { text: 'Diperbaiki' })).status).toBe(
      201,
    );
    expect((await analyst().post(`${examination}/recommendations`, { text: 'Perbaiki' })).status).toBe(201);
    expect((await analyst().post(`${examination}/close`, { outcome: 'settled' })).status).toBe(200);
    expect((await analyst().post(`${examination}/close`, { outcome: 'settled' })).status).toBe(409);
    expect(
      (
        await stand
          .as('analyst', 'ombudsman', 'ombudsman/33')
          .post(`${examination}/close`, { outcome: 'settled' })
      ).status,
    ).toBe(404);
  });

  test('finds nobody by words after everything was erased', async () => {
    const gone = await brought({
      id: 'gone',
      organisation: 'gov.33',
      filedOn: 12,
      text: 'Kalimat terencana',
    });
    expect(await idsOf(analyst(), 'q=terencana')).toEqual([gone.complaintId]);
    await stand.destroyKeys(gone.complaintId);
    await stand.say(say('PersonErased', gone.complaintId, day(13), { scope: 'all' }));
    expect(await idsOf(analyst(), 'q=terencana')).toEqual([]);
    const { body } = await analyst().get(`/v1/oversight/cases/${gone.complaintId}`);
    expect(body.facts[0].data.words).toBeNull();
    const { rows } = await stand.running.deps.pool.query(
      'select words from case_words where complaint_id = $1',
      [gone.complaintId],
    );
    expect(JSON.stringify(rows)).not.toContain('terencana');
  });

  test('streams what happens from now on', async () => {
    const stopping = new AbortController();
    const stream = await analyst().stream('/v1/oversight/stream', stopping.signal);
    const streamed = await brought({ id: 'streamed', organisation: 'gov.33', filedOn: 14, text: 'x' });
    let text = '';
    for await (const chunk of stream) {
      text += chunk;
      if (text.includes('ClockStarted')) break;
    }
    stopping.abort();
    expect(text).toMatch(/event: change\nid: [\w-]+\ndata: /);
    expect(text).toContain(streamed.complaintId);
    expect(text).not.toContain(late.complaintId);
  });

  test('ends a stream when the appointment ends that gave the right', async () => {
    const subject = idOf('national:nat.panrb:');
    const stopping = new AbortController();
    const stream = await stand.as('national', 'nat.panrb').stream('/v1/oversight/stream', stopping.signal);
    const place = { subject, role: 'national', organisation: 'nat.panrb' } as const;
    const about = { subject: 'appointments', at: day(1), by: { role: 'rule' } } as const;
    const appointmentId = idOf('appointment:ended');
    await stand.publish(
      fact('AppointmentMade', 'ended', about, { ...place, appointmentId, from: day(1), to: day(2) }),
    );
    const overtime = setTimeout(() => stopping.abort(), 3_000);
    const read = async () => {
      for await (const chunk of stream) if (chunk === '') break;
      return 'ended';
    };
    expect(await read().catch(() => 'cut by the listener')).toBe('ended');
    clearTimeout(overtime);
  });
});
