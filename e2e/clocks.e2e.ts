import { Desk } from './desk';
import { startSystem, type System } from './harness';
import { expectProof } from './proof';

const unit = 'gov.32.04/dinas-pekerjaan-umum-dan-penataan-ruang';
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
const repaired = { kind: 'substantive', text: 'Jalan sudah diperbaiki.' };

/** Working days, zones, the ladder and a decree: one installation whose clock goes from one Lebaran past the next. */
describe('clocks by the calendar', () => {
  let system: System;
  let desk: Desk;
  const to = (instant: string) => system.moveClock(instant);

  beforeAll(async () => {
    system = await startSystem('--empty', '--clock', '2025-03-27T03:00:00.000Z');
    desk = new Desk(system);
  }, 240_000);
  afterAll(async () => system?.stop(), 60_000);

  /** The table of known answers, through cases that are really filed on the day: 3, 5, 10, 14 and 60 working days. */
  async function countsAsTheDecreesSay(start: string, days: readonly string[]): Promise<void> {
    await to(`${start}T03:00:00.000Z`);
    const bodies = [vague, question, road, bribe, road];
    const [waiting, asked, told, accused, answered] = await Promise.all(bodies.map((one) => desk.file(one)));
    await desk.act(answered, 'accept', {});
    await desk.act(answered, 'answers', repaired);
    const due = [
      (await desk.clocks(waiting))['verify_and_forward'],
      (await desk.clocks(asked))['resolve'],
      (await desk.clocks(answered))['reporter_reply_window'],
      (await desk.clocks(told))['resolve'],
      (await desk.clocks(accused))['resolve'],
    ];
    expect(due.map(({ dueAt }) => dueAt.slice(0, 10))).toEqual(days);
    expect(due.map(({ limit }) => limit)).toEqual([3, 5, 10, 14, 60]);
    for (const { startedAt, dueAt, limit, unit: counted, accountable } of due) {
      const { organisation } = accountable;
      const counting = await desk.preview({ start: startedAt, limit, unit: counted, organisation });
      expect(counting.dueAt).toBe(dueAt);
    }
    for (const filed of [waiting, asked, told, accused, answered]) await desk.withdraw(filed);
    expect((await desk.clocks(told))['resolve'].state).toBe('cancelled');
  }

  it(
    'Lebaran 2025',
    () =>
      countsAsTheDecreesSay('2025-03-27', [
        '2025-04-10',
        '2025-04-14',
        '2025-04-22',
        '2025-04-28',
        '2025-07-11',
      ]),
    60_000,
  );

  describe('a case filed at 23:30 in Jakarta, coordinated from Makassar, owned in Jayapura', () => {
    let filed: any;

    it('counts in the zone of whoever is accountable: in the east the next day has begun', async () => {
      await to('2025-04-22T16:30:00.000Z');
      filed = await desk.file({ ...vague, place: { regionCode: '73.71' } });
      const { verify_and_forward, acknowledge } = await desk.clocks(filed);
      expect([verify_and_forward.timeZone, verify_and_forward.dueAt]).toEqual([
        'Asia/Makassar',
        '2025-04-28T08:00:00.000Z',
      ]);
      expect(acknowledge.dueAt).toBe('2025-05-07T15:59:59.999Z');
      await desk.national('POST', `/v1/triage/${filed.complaintId}`, {
        action: 'route',
        organisation: 'gov.91.71',
        unit: 'gov.91.71/dinas-perhubungan',
        reason: 'Lampu jalan di Jayapura',
      });
      await desk.act(filed, 'accept', {});
      await desk.act(filed, 'contributors', { organisation: 'gov.73.71', task: 'Data pelapor' });
      const { first_follow_up, resolve, contribute } = await desk.clocks(filed);
      expect([first_follow_up, resolve, contribute].map(({ timeZone, dueAt }) => [timeZone, dueAt])).toEqual([
        ['Asia/Jayapura', '2025-04-30T07:00:00.000Z'],
        ['Asia/Jayapura', '2025-05-16T07:30:00.000Z'],
        ['Asia/Makassar', '2025-05-08T08:00:00.000Z'],
      ]);
    }, 60_000);

    it('climbs at the owner’s closing times, to the office of the province of the place', async () => {
      await to('2025-06-18T02:00:00.000Z');
      expect(await desk.steps(filed)).toEqual([
        [1, '2025-05-16T07:30:00.000Z', 'gov.91.71/dinas-perhubungan'],
        [2, '2025-05-21T07:00:00.000Z', 'gov.91.71'],
        [3, '2025-05-28T07:00:00.000Z', 'gov.91'],
        [4, '2025-06-17T07:00:00.000Z', 'ombudsman/73'],
      ]);
      const { contribute, first_follow_up } = await desk.clocks(filed);
      for (const clock of [contribute, first_follow_up])
        expect(clock).toMatchObject({ state: 'missed', missedAt: clock.dueAt, escalationLevel: 0 });
    }, 120_000);
  });

  describe('cases that nobody takes', () => {
    const climbers: [string, object, string, string[]][] = [
      ['nobody verifies', vague, 'verify_and_forward', ['gov.32.04', 'gov.32.04', 'gov.32', 'ombudsman/32']],
      [
        'nobody names a unit',
        { text: 'Jalan provinsi di Jawa Barat rusak', agencyHint: 'gov.32', place: { regionCode: '32' } },
        'assign_unit',
        ['gov.32', 'gov.32', 'nat.panrb', 'ombudsman/32'],
      ],
      [
        'no place is known',
        { text: vague.text },
        'verify_and_forward',
        ['nat.panrb', 'nat.panrb', 'nat.panrb', 'ombudsman'],
      ],
      [
        'the Ombudsman names no unit of its own',
        { text: 'Kantor Ombudsman tidak menjawab laporan saya', agencyHint: 'ombudsman' },
        'assign_unit',
        ['ombudsman', 'ombudsman', 'ombudsman', 'ombudsman'],
      ],
    ];
    let filed: any[];
    let national: any;
    let unitLed: any;

    it('climb 0, 3, 8 and 18 working days after the breach', async () => {
      await to('2025-08-04T02:00:00.000Z');
      filed = await Promise.all(climbers.map(([, body]) => desk.file(body)));
      national = await desk.file({ text: 'PLN sering padam di kampung kami tiap malam.' });
      unitLed = await desk.file(road);
      await to('2025-09-20T02:00:00.000Z');
      for (const [n, [, , kind, addressees]] of climbers.entries()) {
        const instants = ['2025-08-07', '2025-08-12', '2025-08-20', '2025-09-03'];
        const planned = instants.map((day, index) => [index + 1, `${day}T09:00:00.000Z`, addressees[index]]);
        expect(await desk.steps(filed[n])).toEqual(planned);
        expect((await desk.clocks(filed[n]))[kind]).toMatchObject({ state: 'missed', escalationLevel: 4 });
      }
    }, 120_000);

    it('and so does what a national body, or a unit, leaves lying', async () => {
      const days = ['2025-08-25T09:00', '2025-08-28T09:00', '2025-09-04T09:00', '2025-09-19T09:30'];
      const steps = (addressees: string[]) =>
        days.map((at, index) => [index + 1, `${at}:00.000Z`, addressees[index]]);
      expect(await desk.steps(national)).toEqual(steps(['nat.pln', 'nat.pln', 'nat.panrb', 'ombudsman']));
      expect(await desk.steps(unitLed)).toEqual(steps([unit, 'gov.32.04', 'gov.32', 'ombudsman/32']));
    }, 60_000);

    it('and remind ahead of it, in working time', async () => {
      const { clockId } = (await desk.clocks(unitLed))['resolve'];
      const reminded = await desk.facts(unitLed, 'ReminderDue');
      const own = reminded.filter(({ data }) => data.clockId === clockId);
      expect(own.map(({ data }) => [data.remindedAt, data.dueAt])).toEqual([
        ['2025-08-20T09:00:00.000Z', '2025-08-25T09:00:00.000Z'],
        ['2025-08-22T09:30:00.000Z', '2025-08-25T09:00:00.000Z'],
      ]);
    }, 60_000);

    it('is a mark and not a status, and moves no ownership; each step names clock, policy and reason', async () => {
      const whole = await desk.life(unitLed);
      expect(whole).toMatchObject({ status: 'dispositioned', overdue: true, escalationLevel: 4 });
      expect(whole.owner).toEqual({ organisation: 'gov.32.04', unit });
      const { resolve } = await desk.clocks(unitLed);
      for (const { data } of await desk.facts(unitLed, 'CaseEscalated')) {
        expect(data).toMatchObject({ clockId: resolve.clockId, policyVersion: resolve.policyVersion });
        expect(data.reason).toContain('resolve.complaint');
      }
    }, 60_000);

    it('ends when the answer comes, late for ever', async () => {
      await desk.act(unitLed, 'accept', {});
      await desk.act(unitLed, 'answers', repaired);
      const { resolve } = await desk.clocks(unitLed);
      expect(resolve).toMatchObject({
        state: 'missed',
        missedAt: '2025-08-25T09:00:00.000Z',
        stoppedAt: '2025-09-20T02:00:00.000Z',
      });
      expect((await desk.life(unitLed)).overdue).toBe(false);
      for (const one of [...filed, national, unitLed]) await desk.withdraw(one);
    }, 60_000);
  });

  it(
    'Lebaran 2026',
    () =>
      countsAsTheDecreesSay('2026-03-17', [
        '2026-03-27',
        '2026-03-31',
        '2026-04-08',
        '2026-04-14',
        '2026-06-26',
      ]),
    60_000,
  );

  it(
    'the three long weekends of May 2026',
    () =>
      countsAsTheDecreesSay('2026-05-12', [
        '2026-05-19',
        '2026-05-21',
        '2026-06-02',
        '2026-06-08',
        '2026-08-12',
      ]),
    60_000,
  );

  describe('a holiday decree in the middle of the year', () => {
    let missed: any, running: any, closed: any, paused: any, outside: any;
    const due = async (filed: any, kind: string) => (await desk.clocks(filed))[kind].dueAt;

    it('moves the due times of what is open, paused or not, in one fact a case', async () => {
      await to('2026-06-03T03:00:00.000Z');
      missed = await desk.file(question);
      await to('2026-06-17T03:00:00.000Z');
      [running, closed, paused] = await Promise.all([desk.file(road), desk.file(road), desk.file(road)]);
      outside = await desk.file({ text: vague.text, place: { regionCode: '73.71' } });
      await desk.act(closed, 'accept', {});
      await desk.act(closed, 'answers', repaired);
      await desk.reply(closed, { kind: 'confirm' });
      await desk.act(paused, 'accept', {});
      await desk.act(paused, 'questions', { text: 'Di kilometer berapa?' });
      expect(await due(running, 'resolve')).toBe('2026-07-07T09:00:00.000Z');
      await desk.publishCalendar({
        effectiveFrom: '2026-06-17',
        days: [{ date: '2026-06-22', kind: 'joint_leave', name: 'Cuti bersama tambahan' }],
      });
      const [moved, ...more] = await desk.facts(running, 'DueTimesMoved');
      expect(more).toEqual([]);
      expect(moved.data.why).toBe('new-calendar');
      expect(moved.data.clocks.map(({ was, dueAt }: any) => [was, dueAt]).sort()).toEqual([
        ['2026-06-24T09:00:00.000Z', '2026-06-25T09:00:00.000Z'],
        ['2026-07-07T09:00:00.000Z', '2026-07-08T09:00:00.000Z'],
      ]);
      const { resolve, acknowledge } = await desk.clocks(running);
      expect(resolve.dueHistory.map(({ dueAt, why }: any) => [dueAt, why])).toEqual([
        ['2026-07-07T09:00:00.000Z', 'started'],
        ['2026-07-08T09:00:00.000Z', 'new-calendar'],
      ]);
      expect(acknowledge.dueAt).toBe('2026-07-01T16:59:59.999Z');
      expect((await desk.clocks(paused))['resolve']).toMatchObject({
        state: 'paused',
        dueAt: '2026-07-08T09:00:00.000Z',
      });
    }, 120_000);

    it('leaves a closed case and a miss as they are, and moves the steps still to come', async () => {
      expect(await desk.facts(closed, 'DueTimesMoved')).toEqual([]);
      expect(await due(closed, 'resolve')).toBe('2026-07-07T09:00:00.000Z');
      const { resolve } = await desk.clocks(missed);
      expect(resolve).toMatchObject({
        dueAt: '2026-06-10T09:00:00.000Z',
        missedAt: '2026-06-10T09:00:00.000Z',
      });
      expect(resolve.ladder.map(({ at }: any) => at)).toEqual([
        '2026-06-10T09:00:00.000Z',
        '2026-06-15T09:00:00.000Z',
        '2026-06-24T09:00:00.000Z',
        '2026-07-08T09:00:00.000Z',
      ]);
      expect(await due(outside, 'verify_and_forward')).toBe('2026-06-23T08:00:00.000Z');
      for (const one of [missed, outside]) await desk.withdraw(one);
    }, 60_000);

    it('that takes a holiday away is asked about both ways: as it is known now, and as it was known then', async () => {
      await to('2026-08-03T03:00:00.000Z');
      const filed = await desk.file({
        text: 'Lampu jalan di Kota Bandung padam semua.',
        place: { regionCode: '32.73' },
      });
      expect(await due(filed, 'resolve')).toBe('2026-08-24T09:00:00.000Z');
      await to('2026-08-24T03:00:00.000Z');
      await desk.publishCalendar({
        effectiveFrom: '2026-08-24',
        days: [{ date: '2026-08-17', kind: 'working_day', name: 'Tetap bekerja' }],
        organisations: ['gov.32.73'],
      });
      await to('2026-08-24T03:00:00.000Z');
      expect((await desk.clocks(filed))['resolve']).toMatchObject({
        state: 'missed',
        missedAt: '2026-08-21T09:30:00.000Z',
      });
      const figures = async (asOf: string) => {
        const path = `/v1/oversight/reports/agencies?from=2026-08-01&asOf=${asOf}`;
        const { items } = await desk.analyst(path);
        const { received, openOverdue, escalated } = items.find(
          ({ organisation }: any) => organisation === 'gov.32.73',
        );
        return { received, openOverdue, escalated };
      };
      const known = { received: 1, openOverdue: 1, escalated: 1 };
      expect(await figures('2026-08-24T03:00:00.000Z')).toEqual(known);
      expect(await figures('2026-08-24T02:59:59.999Z')).toEqual({ ...known, openOverdue: 0, escalated: 0 });
      await desk.withdraw(filed);
    }, 60_000);
  });

  it('is verified: views made again from the log are the same, and every due time follows from it', async () => {
    await expectProof(system);
  }, 180_000);
});
