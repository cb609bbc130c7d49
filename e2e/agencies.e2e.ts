import { describeWithKafka } from '@satupintu/embedded';
import sharp from 'sharp';
import { Desk } from './desk';
import { type Answer, startSystem, type System } from './harness';
import { expectProof } from './proof';

const regency = 'gov.32.04';
const city = 'gov.32.73';
const semarang = 'gov.33.74';
const province = 'gov.32';
const road = {
  text: 'Jalan kabupaten di Desa Cibiru Wetan rusak parah, drainasenya menyambung ke wilayah kota.',
  place: { regionCode: '32.04' },
};

async function photo(shade: number): Promise<FormData> {
  const background = { r: shade, g: 90, b: 40 };
  const content = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(content)]), `foto-${shade}.png`);
  return form;
}

/** Several bodies on one case, as their officers live it. */
const onLog = (...options: string[]) => {
  let system: System;
  let desk: Desk;

  beforeAll(async () => {
    system = await startSystem('--empty', '--clock', '2026-07-01T03:00:00.000Z', ...options);
    desk = new Desk(system);
  }, 240_000);
  afterAll(async () => system?.stop(), 60_000);

  /** The coordinator of a body calls. */
  const as = async (organisation: string, method: string, path: string, body?: object): Promise<Answer> => {
    const token = await system.token('coordinator', organisation);
    return system.call(method, path, { token, ...(body && { body }) });
  };
  const post = (organisation: string, path: string, body: object) => as(organisation, 'POST', path, body);
  const granted = async (organisation: string, path: string, body: object) =>
    desk.granted(post(organisation, path, body));
  const on = (dispositionId: string, call: string) => `/v1/dispositions/${dispositionId}/${call}`;
  const shown = async (organisation: string, dispositionId: string) =>
    desk.granted(as(organisation, 'GET', `/v1/dispositions/${dispositionId}`));
  const thread = async (organisation: string, { complaintId }: any) =>
    desk.granted(as(organisation, 'GET', `/v1/cases/${complaintId}/thread?limit=200`));
  const feedOf = async (organisation: string, cursor = ''): Promise<{ items: any[]; next: string }> =>
    desk.granted(
      as(organisation, 'GET', `/v1/feeds/${organisation}?limit=200${cursor && `&cursor=${cursor}`}`),
    );

  /** A case that the regency leads, and the disposition that it holds. */
  const led = async (): Promise<{ filed: any; lead: string }> => {
    const filed = await desk.file(road);
    const { dispositionId, organisation } = await (await system.settle(), desk.lead(filed));
    expect(organisation).toBe(regency);
    await granted(regency, on(dispositionId, 'accept'), {});
    return { filed, lead: dispositionId };
  };
  const invite = async (lead: string, organisation: string, over: object = {}): Promise<string> => {
    const task = `Mohon data saluran dari ${organisation}.`;
    return (await granted(regency, on(lead, 'contributors'), { organisation, task, ...over })).dispositionId;
  };

  it('two bodies answer as one, though the other cannot be reached for 48 hours', async () => {
    const { filed, lead } = await led();
    await system.settle();
    const { next: readSoFar } = await feedOf(city);
    const part = await invite(lead, city);
    await granted(regency, on(lead, 'answers'), { kind: 'first', text: 'Kami periksa bersama kota.' });
    await granted(regency, `/v1/cases/${filed.complaintId}/thread`, { text: 'Kota, kami tunggu datanya.' });

    // Nobody at the city reads anything for two days; the case goes on, and what it owes stands on its own clock.
    await system.moveClock('2026-07-03T03:00:00.000Z');
    await granted(regency, on(lead, 'questions'), { text: 'Sejak kapan air meluap?' });
    await desk.reply(filed, { kind: 'information', text: 'Sejak Mei.' });
    const waits = await post(regency, on(lead, 'answers'), { kind: 'substantive', text: 'Sudah dikeruk.' });
    expect([waits.status, waits.body]).toMatchObject([
      409,
      {
        code: 'contribution-open',
        allowed: expect.arrayContaining(['answers:reasoned', 'release', 'thread']),
      },
    ]);
    expect(waits.body.detail).toContain(city);
    const { contribute, resolve } = await desk.clocks(filed);
    expect(contribute).toMatchObject({ accountable: { organisation: city }, state: 'running' });
    expect(resolve.state).toBe('running');

    // It comes back, reads on where it stopped, and has lost nothing.
    const { items } = await feedOf(city, readSoFar);
    const told = items.filter(({ subject }) => subject === filed.complaintId).map(({ type }) => type);
    expect(told[0]).toBe('id.satupintu.contributor-invited');
    expect(told).toEqual(expect.arrayContaining(['id.satupintu.thread-message-posted']));
    expect(await shown(city, part)).toMatchObject({
      task: `Mohon data saluran dari ${city}.`,
      required: true,
      next: expect.arrayContaining(['accept', 'decline', 'thread']),
    });
    await granted(city, on(part, 'accept'), {});
    await granted(city, on(part, 'answers'), { kind: 'substantive', text: 'Saluran kota dikeruk 2 Juli.' });
    expect((await thread(regency, filed)).items.map(({ kind, text }: any) => [kind, text])).toEqual([
      ['task', `Mohon data saluran dari ${city}.`],
      ['message', 'Kota, kami tunggu datanya.'],
      ['contribution', 'Saluran kota dikeruk 2 Juli.'],
    ]);
    await granted(regency, on(lead, 'answers'), {
      kind: 'substantive',
      text: 'Jalan dan saluran sudah baik.',
    });
    const read = await desk.track(filed);
    expect(read.answers.map(({ text }: any) => text)).toEqual([
      'Kami periksa bersama kota.',
      'Jalan dan saluran sudah baik.',
    ]);
    expect(JSON.stringify(read)).not.toContain('Saluran kota dikeruk');
    expect(JSON.stringify(read)).not.toContain('kami tunggu datanya');
  }, 120_000);

  it('a contributor that is not competent names the next one, in another province too; then the lead decides', async () => {
    const { filed, lead } = await led();
    const part = await invite(lead, city);
    const wish = (proposed: string) => ({ ground: 'UU 23/2014', note: 'Bukan kewenangan kami.', proposed });
    await granted(city, on(part, 'decline'), wish(semarang));
    await system.settle();
    const [second] = (await shown(regency, lead)).contributions;
    expect(second).toMatchObject({ organisation: semarang, status: 'offered', required: true });
    expect(await shown(semarang, second.dispositionId)).toMatchObject({
      task: `Mohon data saluran dari ${city}.`,
      decidedBy: 'rule',
    });
    await granted(semarang, on(second.dispositionId, 'decline'), wish(city));
    await system.settle();
    const back = await shown(regency, lead);
    expect(back.contributions).toBeUndefined();
    expect(back.refusedContributions).toMatchObject([{ organisation: semarang, proposed: city }]);
    const { replaces } = await granted(regency, on(lead, 'contributors'), {
      organisation: province,
      task: 'Mohon data dari provinsi.',
      required: false,
      replaces: second.dispositionId,
    });
    expect(replaces).toBe(second.dispositionId);
    expect((await shown(regency, lead)).refusedContributions).toBeUndefined();
    expect((await desk.facts(filed, 'ContributorInvited')).map(({ by }) => by.role)).toEqual([
      'coordinator',
      'rule',
      'coordinator',
    ]);
  }, 120_000);

  it('A declines to B, B to C, and the tier above decides: who must take it cannot pass it on', async () => {
    const filed = await desk.file(road);
    await system.settle();
    const refused: string[] = [];
    for (const proposed of [city, semarang, province]) {
      const { status } = await desk.life(filed);
      if (status === 'arbitration') break;
      if (status === 'triage') {
        const wish = {
          action: 'route',
          organisation: refused.length === 1 ? city : semarang,
          reason: 'Usulan.',
        };
        await desk.national('POST', `/v1/triage/${filed.complaintId}`, wish);
        await system.settle();
      }
      const { dispositionId, organisation } = await desk.lead(filed);
      refused.push(organisation);
      const body = { ground: 'UU 23/2014', note: 'Bukan kewenangan kami.', proposed };
      await granted(organisation, on(dispositionId, 'decline'), body);
      await system.settle();
    }
    const waiting = await desk.life(filed);
    expect(waiting).toMatchObject({ status: 'arbitration', owner: { organisation: expect.any(String) } });
    expect(new Set(refused).size).toBeGreaterThan(1);
    const wish = { organisation: regency, reason: 'Jalan ini jalan kabupaten.' };
    await desk.national('POST', `/v1/arbitrations/${filed.complaintId}`, wish);
    await system.settle();
    const { dispositionId, organisation } = await desk.lead(filed);
    expect(organisation).toBe(regency);
    const again = { ground: 'UU 23/2014', note: 'Bukan kami.', proposed: city };
    const late = await post(regency, on(dispositionId, 'decline'), again);
    expect([late.status, late.body]).toMatchObject([
      409,
      { code: 'cannot-decline', allowed: expect.arrayContaining(['accept']) },
    ]);
    expect(late.body.allowed).not.toContain('decline');
    await granted(regency, on(dispositionId, 'accept'), {});
  }, 120_000);

  it('uploads, messages and acts of two bodies at once: each is kept whole, or is refused with a word', async () => {
    const { filed, lead } = await led();
    const part = await invite(lead, city);
    await granted(city, on(part, 'accept'), {});
    const files = await Promise.all(
      [10, 20, 30, 40].map(async (shade, n) => {
        const token = await system.token('coordinator', n % 2 === 0 ? regency : city);
        return (
          await desk.granted(system.call('POST', '/v1/attachments', { token, raw: await photo(shade) }))
        ).id;
      }),
    );
    const messages = Array.from({ length: 20 }, (_, n) => `Pesan ${n}`);
    const unit = (await desk.granted(as(regency, 'GET', `/v1/organisations/${regency}`))).units[0].code;
    const answers = await Promise.all([
      ...messages.map((text, n) =>
        post(n % 2 === 0 ? regency : city, `/v1/cases/${filed.complaintId}/thread`, { text }),
      ),
      post(regency, on(lead, 'assign'), { unit }),
      post(regency, on(lead, 'answers'), {
        kind: 'first',
        text: 'Kami kerjakan.',
        attachments: files.slice(0, 2),
      }),
      post(city, on(part, 'answers'), {
        kind: 'substantive',
        text: 'Data kami.',
        attachments: files.slice(2),
      }),
      post(regency, on(lead, 'contributors'), {
        organisation: semarang,
        task: 'Pembanding.',
        required: false,
      }),
      post(regency, on(lead, 'contributors'), {
        organisation: semarang,
        task: 'Pembanding.',
        required: false,
      }),
      post(regency, on(lead, 'questions'), { text: 'Di mana tepatnya?' }),
      post(regency, on(lead, 'questions'), { text: 'Sejak kapan?' }),
    ]);
    for (const { status, body, text } of answers) {
      if (status === 409)
        expect(body).toMatchObject({ code: expect.any(String), allowed: expect.any(Array) });
      else expect([status, text]).toEqual([expect.anything(), expect.stringContaining('position')]);
    }
    const [, , , , , first, second] = answers.slice(-7);
    expect([first?.status, second?.status].sort()).toEqual([200, 409]);

    await system.settle();
    const { items } = await thread(city, filed);
    expect(
      items
        .filter(({ kind }: any) => kind === 'message')
        .map(({ text }: any) => text)
        .sort(),
    ).toEqual([...messages].sort());
    const contribution = items.find(({ kind }: any) => kind === 'contribution');
    expect([...contribution.attachments].sort()).toEqual(files.slice(2).sort());
    const read = await desk.track(filed);
    expect([...read.answers[0].attachments].sort()).toEqual(files.slice(0, 2).sort());
    expect(await shown(regency, lead)).toMatchObject({ unit, status: 'accepted' });
  }, 120_000);

  it('the lead changes in mid-case: one body is accountable throughout, and the citizen’s clock goes on', async () => {
    const { filed, lead } = await led();
    const to = await invite(lead, city);
    await granted(city, on(to, 'accept'), {});
    await system.moveClock('2026-07-07T03:00:00.000Z');
    const before = await desk.clocks(filed);
    const asked = { to, reason: 'Ruasnya milik kota.' };
    await granted(regency, on(lead, 'handover'), asked);
    await granted(city, on(to, 'lead/refuse'), { reason: 'Anggarannya belum ada.' });
    await granted(regency, on(lead, 'handover'), asked);
    await granted(regency, on(lead, 'handover/withdraw'), { reason: 'Kami teruskan dulu.' });
    const vain = await post(city, on(to, 'lead'), {});
    expect([vain.status, vain.body.code]).toEqual([409, 'not-offered']);
    expect(vain.body.allowed).not.toContain('lead');
    const offer = await granted(regency, on(lead, 'handover'), asked);
    expect(offer).toMatchObject({ part: 'lead', leadOffer: { from: lead, to } });
    expect((await desk.life(filed)).owner.organisation).toBe(regency);
    await granted(city, on(to, 'lead'), {});
    const life = await desk.life(filed);
    expect(life.owner.organisation).toBe(city);
    const clocks = life.clocks.filter(({ state }: any) => state === 'running');
    const of = (kind: string) => clocks.find((clock: any) => clock.kind === kind);
    expect(of('first_follow_up')).toMatchObject({ accountable: { organisation: city } });
    expect(of('contribute')).toMatchObject({ accountable: { organisation: regency } });
    expect(of('first_follow_up').startedAt >= '2026-07-07T03:00:00.000Z').toBe(true);
    expect(of('acknowledge')).toMatchObject({ dueAt: before['acknowledge'].dueAt });
    const late = await post(regency, on(lead, 'contributors'), { organisation: semarang, task: 'x' });
    expect([late.status, late.body]).toMatchObject([
      409,
      { code: 'not-lead', last: { fact: 'LeadHandedOver', by: { organisation: city } } },
    ]);
    expect(late.body.last.by.subject).toBeUndefined();
    await granted(city, on(to, 'answers'), { kind: 'substantive', text: 'Kota telah memperbaikinya.' });
    const { answers, handler } = await desk.track(filed);
    expect([answers.at(-1).text, handler.organisation]).toEqual(['Kota telah memperbaikinya.', city]);
    await granted(city, on(lead, 'release'), { reason: 'not-needed' });
    await desk.reply(filed, { kind: 'confirm', rating: 5 });
    expect((await desk.life(filed)).status).toBe('closed');
  }, 120_000);

  it('is verified: views made again from the log are the same, and every due time follows from it', async () => {
    await expectProof(system);
  }, 180_000);
};

describe('on the Postgres log', () => onLog());
describeWithKafka('on the Kafka log', () => onLog('--kafka'));
