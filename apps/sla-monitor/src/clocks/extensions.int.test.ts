import { testPostgres } from '@satupintu/embedded';
import { MemoryLog } from '@satupintu/log';
import { type TokenWish } from '@satupintu/service';
import { shippedPolicy } from '../shipped';
import { accept, answer, filing, now, offer, Watching } from '../watching.fixture';

const postgres = testPostgres();
const panrb = { role: 'national', organisation: 'nat.panrb' } as const;
const province = { role: 'coordinator', organisation: 'gov.32', subject: 'staff-0320' } as const;
const regency = { role: 'coordinator', organisation: 'gov.32.04' } as const;
const stranger = { role: 'coordinator', organisation: 'gov.94' } as const;
const START = 90_000;
let watching: Watching;
let clockId: string;
let complaint: string;

const resolveOf = async () =>
  (await watching.call(panrb, `/v1/clocks?complaintId=${complaint}&kind=resolve`)).json.items[0];
const ask = (who: TokenWish, body: object, key?: string) =>
  watching.call(who, `/v1/clocks/${clockId}/extensions`, body, key ? { 'idempotency-key': key } : {});

/** A policy under which the tier above may give five working days, and a case that a unit has accepted. */
beforeEach(async () => {
  watching = await Watching.start(await postgres.database(), new MemoryLog());
  await watching.publishDirectory();
  const rule = shippedPolicy().rules.find(({ key }) => key === 'resolve.complaint')!;
  const extension = { cap: 5, approver: 'tier_above', reasons: ['field-visit'] };
  const posted = { effectiveFrom: '2026-01-01', rules: [{ ...rule, extension }] };
  expect((await watching.call(panrb, '/v1/sla-policies', posted)).status).toBe(201);
  const filed = filing();
  complaint = filed.subject;
  await watching.say(filed, offer(complaint), accept(complaint, '2026-03-17T04:00:00.000Z'));
  await watching.settle();
  ({ clockId } = await resolveOf());
}, START);
afterEach(() => watching.close());

it(
  'the approver gives more time, once for a key, and everybody sees why',
  async () => {
    const first = await ask(province, { amount: 3, reason: 'field-visit' }, 'visit');
    expect(first).toMatchObject({
      status: 201,
      json: { clockId, dueAt: '2026-04-17T09:30:00.000Z', was: '2026-04-14T09:00:00.000Z' },
    });
    expect(await ask(province, { amount: 3, reason: 'field-visit' }, 'visit')).toEqual(first);
    expect(await resolveOf()).toMatchObject({
      dueAt: '2026-04-17T09:30:00.000Z',
      extendedBy: 3,
      extensions: [{ amount: 3, unit: 'working_days', reason: 'field-visit', at: now }],
      reminders: ['2026-04-14T09:00:00.000Z', '2026-04-16T09:00:00.000Z'],
    });
    await watching.moveTo('2026-04-18T00:00:00.000Z');
    const [missed] = (await watching.factsOf(complaint, 'DeadlineMissed')).filter(
      ({ data }) => data.clockId === clockId,
    );
    expect(missed?.data.missedAt).toBe('2026-04-17T09:30:00.000Z');
    const reminded = (await watching.factsOf(complaint, 'ReminderDue')).filter(
      ({ data }) => data.clockId === clockId,
    );
    expect(reminded.map(({ at, data }) => [at, data.remindedAt])).toEqual([
      ['2026-04-14T09:00:00.000Z', '2026-04-14T09:00:00.000Z'],
      ['2026-04-16T09:00:00.000Z', '2026-04-16T09:00:00.000Z'],
    ]);
    expect(await ask(province, { amount: 1, reason: 'field-visit' })).toMatchObject({
      status: 409,
      json: { code: 'clock-missed' },
    });
  },
  START,
);

it(
  'is refused with a reason to who may see the clock, and to others as if there were none',
  async () => {
    const refused = async (who: TokenWish, body: object) => {
      const { status, json } = await ask(who, body);
      return `${status} ${json.code}`;
    };
    const wish = { amount: 2, reason: 'field-visit' };
    expect(await refused(regency, wish)).toBe('403 not-approver');
    expect(await refused(stranger, wish)).toBe('404 not-found');
    expect(await refused(province, { ...wish, amount: 6 })).toBe('422 extension-cap');
    expect(await refused(province, { ...wish, reason: 'because' })).toBe('422 unknown-reason');
    expect(await refused(province, { ...wish, amount: -1 })).toBe('400 invalid-body');
    await watching.say(answer(complaint, '2026-03-17T05:00:00.000Z'));
    await watching.settle();
    expect(await refused(province, wish)).toBe('409 clock-stopped');
  },
  START,
);
