import { describeWithKafka } from '@satupintu/embedded';
import { COMPLAINTS, encode, fact } from '@satupintu/events';
import { openLog } from '@satupintu/log';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { Desk } from './desk';
import { frozen, startIn, startSystem, type System } from './harness';
import { expectProof } from './proof';

const road = {
  text: 'Jalan kabupaten di Desa Cibiru Wetan rusak parah, berlubang besar.',
  place: { regionCode: '32.04' },
};
const vague = { text: 'Tolong bantu masalah saya.', place: { regionCode: '32.04' } };
const question = { ...road, class: 'information_request' };
const bribe = {
  text: 'Kepala dinas di Kabupaten Bandung minta suap proyek jalan',
  class: 'oversight_complaint',
  place: road.place,
};
const street = { text: 'Lampu jalan di Kota Bandung padam semua.', place: { regionCode: '32.73' } };
const forwarded = { kind: 'first', text: 'Terima kasih, laporan kami teruskan ke bidang jalan.' };
const repaired = { kind: 'substantive', text: 'Jalan sudah diperbaiki.' };

/** As the router says it, where no call does: triage is over when a body has the case. */
async function correctClass(system: System, { complaintId }: any, to: 'oversight_complaint', at: string) {
  const { log: kind, databaseUrl, kafkaBrokers = '' } = system.runtime();
  const pool = new Pool({ connectionString: databaseUrl });
  const log =
    kind === 'kafka'
      ? openLog({ kind, brokers: kafkaBrokers.split(','), clientId: 'correction' })
      : openLog({ kind, pool });
  const about = { subject: complaintId, at, by: { role: 'national', organisation: 'nat.panrb' } } as const;
  const corrected = fact('ComplaintCorrected', `test:${complaintId}`, about, { class: to });
  await log.append([{ topic: COMPLAINTS, key: complaintId, value: encode(corrected) }]);
  await log.close();
  await pool.end();
}

/** What happens to a clock in the life of a case: answers, pauses, refusals, outages, on both logs. */
const onLog = (...options: string[]) => {
  let system: System;
  let desk: Desk;
  const to = (instant: string) => system.moveClock(instant);
  const post = async (path: string, body: object) =>
    system.call('POST', path, { body, token: await system.token('national', 'nat.panrb') });

  beforeAll(async () => {
    system = await startSystem('--empty', '--clock', '2026-07-01T03:00:00.000Z', ...options);
    desk = new Desk(system);
  }, 240_000);
  afterAll(async () => system?.stop(), 60_000);

  describe('an answer at the due instant', () => {
    const due = '2026-07-08T09:00:00.000Z';
    let told: any, early: any, exact: any, late: any;

    it('that only thanks and forwards stops the first clock, and not the one for substance', async () => {
      told = await desk.file(road);
      [early, exact, late] = await Promise.all([question, question, question].map((one) => desk.file(one)));
      for (const one of [told, early, exact, late]) await desk.act(one, 'accept', {});
      await desk.act(told, 'answers', forwarded);
      const { first_follow_up, acknowledge, resolve } = await desk.clocks(told);
      expect([first_follow_up, acknowledge, resolve].map(({ state }) => state)).toEqual([
        'met',
        'met',
        'running',
      ]);
      await desk.withdraw(told);
    }, 60_000);

    it('accepted a millisecond before is in time, however late the clocks hear of it', async () => {
      await to('2026-07-08T08:59:59.999Z');
      const { dispositionId, organisation } = await desk.lead(early);
      const token = await system.token('coordinator', organisation);
      const path = `/v1/dispositions/${dispositionId}/answers`;
      await frozen(system, 'sla-monitor', async () => {
        await desk.granted(system.call('POST', path, { token, body: repaired }));
      });
      await to(due);
      const { resolve } = await desk.clocks(early);
      expect(resolve).toMatchObject({ state: 'met', dueAt: due, stoppedAt: '2026-07-08T08:59:59.999Z' });
      expect(await desk.facts(early, 'DeadlineMissed')).toEqual([]);
    }, 60_000);

    it('accepted at that very instant is in time, and the miss that was recorded is taken back for all to see', async () => {
      expect((await desk.clocks(exact))['resolve']).toMatchObject({ state: 'missed', escalationLevel: 1 });
      await desk.act(exact, 'answers', repaired);
      const { resolve } = await desk.clocks(exact);
      expect(resolve).toMatchObject({ state: 'met', stoppedAt: due, escalationLevel: 0 });
      expect(resolve.missedAt).toBeUndefined();
      const annulled = await desk.facts(exact, 'MissAnnulled');
      expect(annulled.map(({ data }) => data.missedAt)).toContain(due);
      expect(await desk.life(exact)).toMatchObject({ overdue: false, escalationLevel: 0 });
    }, 60_000);

    it('accepted a millisecond later is late, and hides no miss', async () => {
      await to('2026-07-08T09:00:00.001Z');
      await desk.act(late, 'answers', repaired);
      const { resolve } = await desk.clocks(late);
      expect(resolve).toMatchObject({
        state: 'missed',
        missedAt: due,
        stoppedAt: '2026-07-08T09:00:00.001Z',
        escalationLevel: 1,
      });
      expect(await desk.steps(late)).toHaveLength(1);
    }, 60_000);
  });

  describe('a class changed while paused', () => {
    const [asked, answered] = ['2026-07-10T02:00:00.000Z', '2026-07-17T02:00:00.000Z'];
    let filed: any;

    it('keeps the pause, and takes the limit of the new class', async () => {
      await to('2026-07-09T03:00:00.000Z');
      filed = await desk.file(road);
      await desk.act(filed, 'accept', {});
      await to(asked);
      await desk.act(filed, 'questions', { text: 'Di kilometer berapa?' });
      expect((await desk.clocks(filed))['resolve'].state).toBe('paused');
      await to('2026-07-14T02:00:00.000Z');
      await correctClass(system, filed, 'oversight_complaint', '2026-07-14T02:00:00.000Z');
      const { resolve } = await desk.clocks(filed);
      expect(resolve).toMatchObject({ state: 'paused', pauses: [{ from: asked }] });
      expect((await desk.life(filed)).class).toBe('oversight_complaint');
    }, 60_000);

    it('is due when anybody who counts along says so', async () => {
      await to(answered);
      await desk.reply(filed, { kind: 'information', text: 'Kilometer dua belas.' });
      const { resolve } = await desk.clocks(filed);
      const start = '2026-07-09T03:00:00.000Z';
      const pauses = [{ from: asked, to: answered }];
      const organisation = 'gov.32.04';
      const counting = await desk.preview({
        start,
        rule: 'resolve.oversight_complaint',
        organisation,
        pauses,
      });
      expect(resolve).toMatchObject({
        state: 'running',
        startedAt: start,
        pauses,
        pausedFor: 604_800,
        limit: 60,
        rule: 'resolve.oversight_complaint',
        dueAt: counting.dueAt,
      });
      const unpaused = await desk.preview({ start, rule: 'resolve.oversight_complaint', organisation });
      expect(counting.dueAt > unpaused.dueAt).toBe(true);
      await desk.withdraw(filed);
    }, 60_000);

    it('a question that is answered in the same instant gives nothing back, and leaves nothing paused', async () => {
      const prompt = await desk.file(road);
      await desk.act(prompt, 'accept', {});
      const before = (await desk.clocks(prompt))['resolve'].dueAt;
      await desk.act(prompt, 'questions', { text: 'Di kilometer berapa?' });
      await desk.reply(prompt, { kind: 'information', text: 'Kilometer dua belas.' });
      expect((await desk.clocks(prompt))['resolve']).toMatchObject({ state: 'running', dueAt: before });
      expect((await desk.track(prompt)).status).toBe('in_progress');
      await desk.withdraw(prompt);
    }, 60_000);

    it('when triage asks, and forwards it as something else before the reporter says a word', async () => {
      const other = await desk.file(vague);
      await system.settle();
      const triage = (body: object) => desk.national('POST', `/v1/triage/${other.complaintId}`, body);
      await triage({ action: 'ask', question: 'Masalah apa?' });
      const paused = await desk.clocks(other);
      expect(paused['verify_and_forward'].state).toBe('paused');
      expect(paused['acknowledge'].state).toBe('running');
      await to('2026-07-20T02:00:00.000Z');
      const route = { action: 'route', organisation: 'gov.32.04', reason: 'Bertanya' };
      await triage({ ...route, unit: 'gov.32.04/dinas-perhubungan', class: 'information_request' });
      const { verify_and_forward, acknowledge, resolve, reporter_information_window } =
        await desk.clocks(other);
      expect(verify_and_forward).toMatchObject({
        state: 'met',
        pauses: [{ from: answered, to: '2026-07-20T02:00:00.000Z' }],
      });
      expect(acknowledge.state).toBe('cancelled');
      expect(reporter_information_window.stoppedAt).toBe('2026-07-20T02:00:00.000Z');
      expect(resolve).toMatchObject({ limit: 5, startedAt: '2026-07-20T02:00:00.000Z' });
      await desk.withdraw(other);
    }, 60_000);
  });

  describe('a body that works around the clock', () => {
    const aroundTheClock = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
    );
    const organisation = 'gov.32.73';
    let before: any, after: any;

    it('has days that end at 23:59:59.999, and a midnight that belongs to the next', async () => {
      await desk.publishCalendar({
        effectiveFrom: '2026-07-20',
        days: [],
        organisations: { [organisation]: { everyDay: true, hours: { ordinary: aroundTheClock } } },
      });
      await to('2026-07-20T16:59:59.999Z');
      before = await desk.file(street);
      await to('2026-07-20T17:00:00.000Z');
      after = await desk.file(street);
      const due = async (filed: any) => (await desk.clocks(filed))['first_follow_up'];
      expect(await due(before)).toMatchObject({
        accountable: { organisation },
        dueAt: '2026-07-25T16:59:59.999Z',
      });
      expect((await due(after)).dueAt).toBe('2026-07-26T16:59:59.999Z');
      const hours = { organisation, limit: 24, unit: 'working_hours' };
      const { dueAt } = await desk.preview({ start: '2026-07-20T16:30:00.000Z', ...hours });
      expect(dueAt).toBe('2026-07-21T16:30:00.000Z');
    }, 60_000);

    it('may be one unit of a body that does not', async () => {
      const one = 'gov.32.04/dinas-kesehatan';
      const layer = { everyDay: true, hours: { ordinary: aroundTheClock } };
      await desk.publishCalendar({ effectiveFrom: '2026-07-21', days: [], organisations: { [one]: layer } });
      const asked = { start: '2026-07-24T03:00:00.000Z', limit: 1, unit: 'working_days' };
      const due = async (of: string) => (await desk.preview({ ...asked, organisation: of })).dueAt;
      expect(await due(one)).toBe('2026-07-25T16:59:59.999Z');
      expect(await due('gov.32.04')).toBe('2026-07-27T09:00:00.000Z');
    }, 60_000);

    it('is reminded at the last millisecond of a Saturday, and not a moment before', async () => {
      await to('2026-07-25T16:59:59.998Z');
      expect(await desk.facts(before, 'DeadlineMissed')).toEqual([]);
      await to('2026-07-25T16:59:59.999Z');
      const missed = await desk.facts(before, 'DeadlineMissed');
      expect(missed.map(({ data }) => data.missedAt)).toEqual(['2026-07-25T16:59:59.999Z']);
      for (const one of [before, after]) await desk.withdraw(one);
    }, 60_000);
  });

  describe('windows of the reporter', () => {
    let silent: any, unanswered: any, untold: any, lead: any, follower: any;

    it('close the case by silence, and give back to its owner what nobody explained', async () => {
      await to('2026-07-27T03:00:00.000Z');
      [silent, unanswered] = await Promise.all([desk.file(road), desk.file(road)]);
      untold = await desk.file(vague);
      for (const one of [silent, unanswered]) await desk.act(one, 'accept', {});
      await desk.act(silent, 'answers', repaired);
      await desk.act(unanswered, 'questions', { text: 'Di kilometer berapa?' });
      await desk.national('POST', `/v1/triage/${untold.complaintId}`, {
        action: 'ask',
        question: 'Masalah apa?',
      });
      await to('2026-08-10T08:59:59.999Z');
      expect((await desk.track(silent)).status).toBe('answered');
      expect((await desk.track(unanswered)).status).toBe('needs_information');
      await to('2026-08-10T09:00:00.000Z');
      expect(await desk.track(silent)).toMatchObject({ status: 'closed', closedReason: 'silence' });
      expect((await desk.track(unanswered)).status).toBe('in_progress');
      expect((await desk.track(untold)).status).toBe('triage');
      const { resolve } = await desk.clocks(unanswered);
      const pauses = [{ from: '2026-07-27T03:00:00.000Z', to: '2026-08-10T09:00:00.000Z' }];
      const counting = {
        start: pauses[0]!.from,
        rule: 'resolve.complaint',
        organisation: 'gov.32.04',
        pauses,
      };
      const { dueAt } = await desk.preview(counting);
      expect(resolve).toMatchObject({ state: 'running', pauses, dueAt });
    }, 60_000);

    it('a merged case has no clock of its own while it follows', async () => {
      [lead, follower] = await Promise.all([desk.file(road), desk.file(road)]);
      for (const one of [lead, follower]) await desk.act(one, 'accept', {});
      const token = await system.token('coordinator', 'gov.32.04');
      const merge = { into: lead.complaintId, reason: 'Jalan yang sama' };
      const path = `/v1/cases/${follower.complaintId}/merge`;
      await desk.granted(system.call('POST', path, { token, body: merge }));
      expect((await desk.track(follower)).status).toBe('merged');
      await to('2026-09-01T03:00:00.123Z');
      expect(await desk.facts(follower, 'DeadlineMissed')).toEqual([]);
      expect((await desk.facts(lead, 'DeadlineMissed')).length).toBeGreaterThan(0);
      expect((await desk.life(follower)).overdue).toBe(false);
      for (const one of [follower, lead, unanswered, untold]) await desk.withdraw(one);
    }, 120_000);
  });

  describe('A → B → A → C', () => {
    let filed: any;
    const decline = async (proposed: string) => {
      await desk.act(filed, 'decline', { ground: 'UU 23/2014', note: 'Bukan kami', proposed });
      const { status } = await desk.life(filed);
      const path = status === 'arbitration' ? 'arbitrations' : 'triage';
      if (status !== 'dispositioned')
        await desk.national('POST', `/v1/${path}/${filed.complaintId}`, {
          ...(path === 'triage' && { action: 'route' }),
          organisation: proposed,
          reason: 'Diputuskan',
        });
      expect((await desk.life(filed)).owner.organisation).toBe(proposed);
    };
    const turns = [
      ['2026-09-02T04:05:06.789Z', 'gov.32'],
      ['2026-09-04T23:59:59.999Z', 'gov.32.04'],
      ['2026-09-09T01:02:03.004Z', 'nat.pln'],
    ] as const;

    it('each body’s clocks start with its own disposition, the reporter’s run on from filing', async () => {
      filed = await desk.file(road);
      for (const [at, proposed] of turns) {
        await to(at);
        await decline(proposed);
      }
      const { first_follow_up, resolve, acknowledge } = await desk.clocks(filed);
      expect(first_follow_up.startedAt).toBe('2026-09-09T01:02:03.004Z');
      expect(resolve).toMatchObject({ state: 'running', accountable: { organisation: 'nat.pln' } });
      expect(acknowledge).toMatchObject({ state: 'running', startedAt: '2026-09-01T03:00:00.123Z' });
    }, 60_000);

    it('what each body held adds up exactly to the whole, with and without the time of the reporter', async () => {
      const [asked, replied, now] = [
        '2026-09-10T00:00:00.000Z',
        '2026-09-12T00:00:00.001Z',
        '2026-09-15T10:00:00.555Z',
      ];
      await desk.act(filed, 'accept', {});
      await to(asked);
      await desk.act(filed, 'questions', { text: 'Di gardu mana?' });
      await to(replied);
      await desk.reply(filed, { kind: 'information', text: 'Gardu dua belas.' });
      await to(now);
      const ms = (from: string, until: string) => Date.parse(until) - Date.parse(from);
      const [first, second, third] = turns.map(([at]) => at) as [string, string, string];
      const whole = ms('2026-09-01T03:00:00.123Z', now);
      const waited = ms(asked, replied);
      const { age, held, heldByBody } = await desk.life(filed);
      expect(age).toEqual({ gross: whole, net: whole - waited });
      const turnsTaken = held.filter(({ gross }: any) => gross > 0);
      expect(turnsTaken.map(({ organisation, gross }: any) => [organisation, gross])).toEqual([
        ['gov.32.04', ms('2026-09-01T03:00:00.123Z', first)],
        ['gov.32', ms(first, second)],
        ['gov.32.04', ms(second, third)],
        ['nat.pln', ms(third, now)],
      ]);
      for (const part of ['gross', 'net'] as const)
        for (const parts of [held, heldByBody])
          expect(parts.reduce((sum: number, one: any) => sum + Number(one[part]), 0)).toBe(age[part]);
      const pln = heldByBody.find(({ organisation }: any) => organisation === 'nat.pln');
      expect(pln.gross - pln.net).toBe(waited);
      await desk.withdraw(filed);
    }, 60_000);
  });

  describe('stricter limits of one body', () => {
    it('move its open clocks and nobody else’s; a looser one is refused with a pointer', async () => {
      await to('2026-10-01T03:00:00.000Z');
      const [ours, theirs] = await Promise.all([desk.file(road), desk.file(street)]);
      const { resolve } = await desk.clocks(ours);
      expect(resolve.dueAt).toBe('2026-10-21T09:00:00.000Z');
      const others = (await desk.clocks(theirs))['resolve'].dueAt;
      const strict = (limit: number) => ({
        effectiveFrom: '2026-10-01',
        organisations: { 'gov.32.04': { 'resolve.complaint': limit } },
      });
      const refused = await post('/v1/sla-policies', strict(15));
      expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
        422,
        'invalid-policy',
        '/organisations/gov.32.04/resolve.complaint',
      ]);
      const { version } = await desk.publishPolicy(strict(7));
      const moved = (await desk.clocks(ours))['resolve'];
      expect(moved).toMatchObject({ dueAt: '2026-10-12T09:00:00.000Z', limit: 7, policyVersion: version });
      expect(moved.dueHistory.at(-1)).toMatchObject({ why: 'new-policy', dueAt: moved.dueAt });
      expect((await desk.clocks(theirs))['resolve'].dueAt).toBe(others);
      expect(await desk.facts(theirs, 'DueTimesMoved')).toEqual([]);
      await desk.publishPolicy(strict(14));
      for (const one of [ours, theirs]) await desk.withdraw(one);
    }, 60_000);
  });

  describe('options that policy has', () => {
    const days = { unit: 'working_days' } as const;
    const rule = (of: string, limit: number, more: object) => ({
      key: `resolve.${of}`,
      kind: 'resolve',
      classes: [of],
      limit,
      ...days,
      climbs: true,
      pausesForReporter: true,
      legalBasis: 'Contoh untuk uji',
      ...more,
    });
    const reminders = [
      { before: 3, ...days },
      { before: 1, ...days },
    ];
    const extension = { cap: 5, approver: 'tier_above', reasons: ['complex'] };

    it('more time comes from whom the rule names, up to its cap, and with a reason', async () => {
      await to('2026-10-02T03:00:00.000Z');
      const rules = [rule('complaint', 14, { reminders, extension, reopening: { limits: [3] } })];
      await desk.publishPolicy({ effectiveFrom: '2026-10-02', rules });
      const filed = await desk.file(road);
      const { clockId, dueAt } = (await desk.clocks(filed))['resolve'];
      expect(dueAt).toBe('2026-10-22T09:00:00.000Z');
      const extend = async (organisation: string, amount: number, reason = 'complex') => {
        const token = await system.token('coordinator', organisation);
        const path = `/v1/clocks/${clockId}/extensions`;
        const { status, body } = await system.call('POST', path, { token, body: { amount, reason } });
        return [status, body.code ?? body.dueAt];
      };
      expect(await extend('gov.32.04', 3)).toEqual([403, 'not-approver']);
      expect(await extend('gov.33', 3)).toEqual([404, 'not-found']);
      expect(await extend('gov.32', 3, 'busy')).toEqual([422, 'unknown-reason']);
      expect(await extend('gov.32', 3)).toEqual([201, '2026-10-27T09:00:00.000Z']);
      expect(await extend('gov.32', 3)).toEqual([422, 'extension-cap']);
      await to('2026-10-28T03:00:00.000Z');
      const reminded = await desk.facts(filed, 'ReminderDue');
      const own = reminded.filter(({ data }) => data.clockId === clockId);
      expect(own.map(({ data }) => data.remindedAt)).toEqual([
        '2026-10-22T09:00:00.000Z',
        '2026-10-26T09:00:00.000Z',
      ]);
      expect((await desk.steps(filed))[0]?.slice(0, 2)).toEqual([1, '2026-10-27T09:00:00.000Z']);
      expect(await extend('gov.32', 1)).toEqual([409, 'clock-missed']);
      await desk.withdraw(filed);
    }, 60_000);

    it('a dispute opens a round with its own limit, and the verdict of the first one stays', async () => {
      const filed = await desk.file(road);
      await desk.act(filed, 'accept', {});
      await desk.act(filed, 'answers', repaired);
      await desk.reply(filed, { kind: 'dispute', text: 'Masih berlubang.' });
      await system.settle();
      const { items } = await desk.analyst(`/v1/clocks?complaintId=${filed.complaintId}&kind=resolve`);
      const rounds = items.map(({ round, state, dueAt }: any) => [round, state, dueAt]);
      expect(rounds).toEqual([
        [1, 'running', '2026-11-02T09:00:00.000Z'],
        [0, 'met', '2026-11-17T09:00:00.000Z'],
      ]);
      await desk.withdraw(filed);
    }, 60_000);

    it('a class has a ladder of its own', async () => {
      const steps = ['unit', 'coordinator', 'tier_above', 'ombudsman'].map((whom, index) => ({
        level: index + 1,
        to: whom,
        after: index === 0 ? 0 : 1,
        ...days,
      }));
      await desk.publishPolicy({
        effectiveFrom: '2026-10-28',
        rules: [rule('oversight_complaint', 2, {})],
        ladders: { oversight_complaint: steps },
      });
      const filed = await desk.file(bribe);
      await to('2026-11-05T03:00:00.000Z');
      const climbed = await desk.steps(filed);
      expect(climbed.map(([level, at]) => [level, at])).toEqual([
        [1, '2026-10-30T09:30:00.000Z'],
        [2, '2026-11-02T09:00:00.000Z'],
        [3, '2026-11-03T09:00:00.000Z'],
        [4, '2026-11-04T09:00:00.000Z'],
      ]);
      await desk.withdraw(filed);
    }, 60_000);
  });

  describe('nine days in which nothing runs', () => {
    /** half past midnight in Bandung */
    const back = '2026-12-16T17:30:00.000Z';
    let old: any, waiting: any, silent: any, asked: any;
    const told: any[] = [];
    const receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        told.push(JSON.parse(body));
        response.end();
      });
    });
    beforeAll(() => new Promise<void>((done) => void receiver.listen(0, '127.0.0.1', done)));
    afterAll(() => new Promise((done) => receiver.close(done)));

    const climbed = async () => {
      const { items } = await desk.analyst('/v1/oversight/escalations?since=2026-12-08&limit=200');
      return items.map((one: any) => [one.complaintId, one.level, one.escalatedAt]);
    };

    it('each step that passed is recorded once with its true instant, the oldest first', async () => {
      await to('2026-11-20T03:00:00.000Z');
      old = await desk.file(road);
      await to('2026-11-26T03:00:00.000Z');
      [silent, asked] = await Promise.all([desk.file(road), desk.file(road)]);
      for (const one of [silent, asked]) await desk.act(one, 'accept', {});
      await desk.act(silent, 'answers', repaired);
      await to('2026-12-01T03:00:00.000Z');
      await desk.act(asked, 'questions', { text: 'Di kilometer berapa?' });
      await to('2026-12-08T03:00:00.000Z');
      waiting = await desk.file(vague);
      const { port } = receiver.address() as AddressInfo;
      const webhook = { url: `http://127.0.0.1:${port}/` };
      await desk.national('POST', '/v1/notices/contacts', { organisation: 'gov.32.04', webhook });
      await system.settle();
      await system.halt();
      system = await startIn(system.dir, '--empty', '--clock', back, ...options);
      desk = new Desk(system);
      await to(back);
      expect(await climbed()).toEqual([
        [old.complaintId, 1, '2026-12-10T09:00:00.000Z'],
        [waiting.complaintId, 1, '2026-12-11T09:30:00.000Z'],
        [old.complaintId, 2, '2026-12-15T09:00:00.000Z'],
        [waiting.complaintId, 2, '2026-12-16T09:00:00.000Z'],
      ]);
      for (const { at } of await desk.facts(waiting, 'CaseEscalated')) expect(at).toBe(back);
    }, 120_000);

    it('windows closed at their own instants as well', async () => {
      const [elapsed] = await desk.facts(silent, 'ReplyWindowElapsed');
      expect(elapsed.data.elapsedAt).toBe('2026-12-10T09:00:00.000Z');
      expect((await desk.track(silent)).closedReason).toBe('silence');
      const { resolve } = await desk.clocks(asked);
      const { startedAt: start } = resolve;
      const pauses = [{ from: '2026-12-01T03:00:00.000Z', to: '2026-12-15T09:00:00.000Z' }];
      const counting = { start, rule: 'resolve.complaint', organisation: 'gov.32.04', pauses };
      expect(resolve).toMatchObject({
        state: 'running',
        pauses,
        dueAt: (await desk.preview(counting)).dueAt,
      });
    }, 60_000);

    it('whoever is addressed is told at the start of the next working day, once, of all of it', async () => {
      expect(told).toEqual([]);
      await to('2026-12-17T00:30:00.000Z');
      expect(told.map(({ type, data }) => [type, data.to])).toEqual([
        ['notice.summary', { organisation: 'gov.32.04' }],
      ]);
      const steps = told[0].data.items.filter(({ kind }: any) => kind === 'step');
      expect(steps.map(({ complaintId, level, at }: any) => [complaintId, level, at])).toEqual([
        [waiting.complaintId, 1, '2026-12-11T09:30:00.000Z'],
        [old.complaintId, 2, '2026-12-15T09:00:00.000Z'],
        [waiting.complaintId, 2, '2026-12-16T09:00:00.000Z'],
      ]);
    }, 60_000);

    it('nothing comes twice, and a replay tells nobody anything', async () => {
      const before = await climbed();
      expect(await system.replay('rebuild', 'sla-monitor')).toMatchObject({ code: 0 });
      await to('2026-12-17T03:00:00.000Z');
      expect(await climbed()).toEqual(before);
      expect(told).toHaveLength(1);
      for (const one of [old, waiting, asked]) await desk.withdraw(one);
    }, 60_000);
  });

  describe('a year whose holidays nobody has published', () => {
    let filed: any;

    it('leaves the clock open with a warning, and the preview names the year', async () => {
      await to('2027-12-20T03:00:00.000Z');
      filed = await desk.file(road);
      const { resolve, first_follow_up } = await desk.clocks(filed);
      expect(first_follow_up.dueAt).toBe('2027-12-28T09:00:00.000Z');
      expect(resolve).toMatchObject({ state: 'running', dueAt: null, warning: 'year-without-list' });
      const body = {
        start: '2027-12-20T03:00:00.000Z',
        rule: 'resolve.complaint',
        organisation: 'gov.32.04',
      };
      const refused = await post('/v1/clocks/preview', body);
      expect([refused.status, refused.body.code]).toEqual([422, 'year-without-list']);
      expect(refused.body.detail).toContain('2028');
    }, 60_000);

    it('gets its due time with the list, however late that comes, and what has passed is made up for', async () => {
      await to('2028-01-14T03:00:00.000Z');
      expect((await desk.clocks(filed))['resolve']).toMatchObject({ state: 'running', dueAt: null });
      await desk.publishCalendar({
        effectiveFrom: '2028-01-14',
        days: [{ date: '2028-01-01', kind: 'national_holiday', name: 'Tahun Baru 2028 Masehi' }],
      });
      const [moved] = await desk.facts(filed, 'DueTimesMoved');
      expect(moved.data.clocks).toMatchObject([{ was: null, dueAt: '2028-01-10T09:00:00.000Z' }]);
      await to('2028-01-14T03:00:00.000Z');
      expect(await desk.steps(filed)).toEqual([
        [1, '2028-01-10T09:00:00.000Z', expect.stringMatching(/^gov\.32\.04\//)],
        [2, '2028-01-13T09:00:00.000Z', 'gov.32.04'],
      ]);
      const { resolve } = await desk.clocks(filed);
      expect(resolve.warning).toBeUndefined();
    }, 60_000);
  });

  it('is verified: views made again from the log are the same, and every due time follows from it', async () => {
    await expectProof(system);
  }, 180_000);
};

describe('on the Postgres log', () => onLog());
describeWithKafka('on the Kafka log', () => onLog('--kafka'));
