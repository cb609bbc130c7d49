import { testPostgres } from '@satupintu/embedded';
import { fact, idOf } from '@satupintu/events';
import { Stand } from '@satupintu/service/testing';
import { router } from '../definition';

const postgres = testPostgres();
const at = (hour: number): string => new Date(Date.UTC(2026, 2, 2, hour)).toISOString();
const rule = { role: 'rule' } as const;
const day: [string, string][] = [['00:00', '24:00']];
const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] };
const inspectorate = 'gov.35.09/inspektorat-daerah';

describe('why a complaint is where it is', () => {
  let stand: Stand;
  let count = 0;
  beforeAll(async () => {
    stand = await Stand.start(router, await postgres.database(), at(40));
  }, 60_000);
  afterAll(() => stand.stop());

  async function filed(text: string, region: string): Promise<string> {
    const complaintId = idOf(`complaint:explain:${(count += 1)}`);
    const sealed = await stand.sealFiling(complaintId, { text });
    await stand.say(
      fact('ComplaintFiled', `filed:${complaintId}`, { subject: complaintId, at: at(1), by: rule }, {
        trackingId: `SP-E-${count}`, channel: 'app', filedBy: 'gov.35.09', region, anonymous: false, confidential: false, attachments: [], ...sealed,
      }),
    ); // prettier-ignore
    return complaintId;
  }

  async function decline(complaintId: string, hop: number, hour: number, proposed: string): Promise<void> {
    const dispositionId = idOf(`offer:${complaintId}:${hop}:lead`);
    const words = await stand.running.deps.vault.seal(complaintId, 'narrative', 'note', { text: 'bukan' });
    await stand.say(
      fact('DispositionDeclined', `decline:${dispositionId}`, { subject: complaintId, at: at(hour), by: rule }, {
        dispositionId, ground: 'UU 23/2014', proposed, words,
      }),
    ); // prettier-ignore
  }

  const ask = async (complaintId: string, who = stand.as('national', 'nat.panrb')) =>
    who.get(`/v1/routing/decisions/${complaintId}`);

  async function explained(complaintId: string, status: string): Promise<any> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const { body } = await ask(complaintId);
      if (body.status === status && body.items.length > 0) return body;
      if (Date.now() > deadline) throw new Error(`not ${status}: ${JSON.stringify(body)}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  test('each decision says to whom, why in both languages, who came second, and what it was made with', async () => {
    const id = await filed('Sampah menumpuk berhari-hari dan listrik PLN padam tiap malam', '35.73');
    const { items } = await explained(id, 'dispositioned');
    const [offered] = items;
    expect(offered).toMatchObject({ kind: 'offered', by: { role: 'rule' }, decidedBy: 'rule' });
    expect([offered.to.organisation, offered.runnerUp.organisation].sort()).toEqual(['gov.35.73', 'nat.pln']);
    expect(offered.contributors).toEqual([
      expect.objectContaining({ organisation: offered.runnerUp.organisation }),
    ]);
    expect(offered.probability).toBe(Math.round(offered.probability * 1000) / 1000);
    expect(offered.reasons.length).toBeGreaterThan(1);
    for (const reason of offered.reasons) {
      expect(reason.text).not.toBe('');
      expect(reason.textEn).not.toBe('');
    }
    expect(Object.keys(offered.versions).sort()).toEqual(['directory', 'gazetteer', 'policy']);
  });

  test('bodies that send it in circles end before the tier above, with the hours that each of them cost', async () => {
    const calendar = fact('CalendarPublished', 'calendar:explain', { subject: 'calendar', at: at(0), by: rule }, {
      version: 'c1', effectiveFrom: '2026-01-01', years: [2026], days: [], hours: { ordinary: week }, ramadan: [], daysOff: [],
    }); // prettier-ignore
    await stand.publish(calendar);
    const id = await filed('Jalan rusak parah berlubang', '32.04');
    await explained(id, 'dispositioned');
    const bodies = ['gov.32.04', 'gov.32.73', 'gov.32.05'];
    for (const [hop, next] of ['gov.32.73', 'gov.32.05', 'gov.32.04'].entries()) {
      await decline(id, hop, 43 + 3 * hop, next);
      if (hop === 2) break;
      await explained(id, 'triage');
      const route = { action: 'route', organisation: next, reason: 'Diusulkan' };
      expect((await stand.as('national', 'nat.panrb').post(`/v1/triage/${id}`, route)).status).toBe(200);
    }
    const { owner, hops, waits, items } = await explained(id, 'arbitration');
    expect(owner).toBe('gov.32');
    expect(hops.map((hop: any) => hop.organisation)).toEqual(bodies);
    expect(hops.map((hop: any) => hop.outcome)).toEqual(['declined', 'declined', 'declined']);
    expect(hops.map((hop: any) => hop.hoursLost)).toEqual([3, 6, 9]);
    expect(hops.map((hop: any) => hop.workingHoursLost)).toEqual([3, 6, 9]);
    const refusals = items.filter((item: any) => item.kind === 'declined');
    expect(refusals.map((item: any) => item.hoursLost)).toEqual(hops.map((hop: any) => hop.hoursLost));
    expect(waits.filter((wait: any) => wait.to === undefined)).toMatchObject([{ kind: 'arbitration' }]);
    expect(items.at(-1)).toMatchObject({
      kind: 'arbitration',
      to: { organisation: 'gov.32' },
      reasons: [{ kind: 'quarrel' }],
    });
  });

  test('only who may see the case sees it; to all others there is none', async () => {
    const open = await filed('Jalan kabupaten rusak parah berlubang', '35.09');
    await explained(open, 'dispositioned');
    const statusFor = async (id: string, ...who: Parameters<Stand['as']>) =>
      (await ask(id, stand.as(...who))).status;
    expect(await statusFor(open, 'coordinator', 'gov.35.09')).toBe(200);
    expect(await statusFor(open, 'executive', 'gov.35')).toBe(200);
    expect(await statusFor(open, 'analyst', 'ombudsman', 'ombudsman/35')).toBe(200);
    expect(await statusFor(open, 'coordinator', 'gov.35.10')).toBe(404);
    expect(await statusFor(open, 'analyst', 'ombudsman', 'ombudsman/32')).toBe(404);
    expect(await statusFor(open, 'channel', 'gov.35.09')).toBe(403);
    expect(await statusFor(open, 'ops', 'nat.panrb')).toBe(403);
  });

  test('an accusation is for its inspectorate and the supervisors, whoever filed it as what', async () => {
    const id = await filed(
      'oknum pegawai disdukcapil minta uang pelicin bikin ktp, pungli, korupsi',
      '35.09',
    );
    const { items, owner } = await explained(id, 'dispositioned');
    expect([owner, items[0].unit, items[0].class]).toEqual([
      'gov.35.09',
      inspectorate,
      'oversight_complaint',
    ]);
    const statusFor = async (...who: Parameters<Stand['as']>) => (await ask(id, stand.as(...who))).status;
    expect(await statusFor('liaison', 'gov.35.09', inspectorate)).toBe(200);
    expect(await statusFor('analyst', 'ombudsman')).toBe(200);
    expect(await statusFor('liaison', 'gov.35.09', 'gov.35.09/dinas-kependudukan-dan-pencatatan-sipil')).toBe(
      404,
    );
    expect(await statusFor('executive', 'gov.35')).toBe(404);
    expect(await statusFor('coordinator', 'gov.35')).toBe(404);
  });

  test('danger to life is marked at once', async () => {
    const id = await filed('rumah terbakar, ada anak terjebak di dalam, tolong', '35.73');
    await explained(id, 'dispositioned').catch(() => explained(id, 'triage'));
    const { body } = await ask(id);
    expect(body).toMatchObject({ emergency: true, items: [{ emergency: true }] });
    expect(body.items[0].reasons.map((reason: any) => reason.kind)).toContain('emergency');
  });
});
