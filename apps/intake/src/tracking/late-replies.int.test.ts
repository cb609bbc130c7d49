import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testPostgres } from '@satupintu/embedded';
import {
  type Actor,
  type Calendar,
  encode,
  fact,
  idOf,
  REFERENCE,
  type ReferenceFact,
  type SlaPolicy,
} from '@satupintu/events';
import { directoryPublished } from '@satupintu/service/testing';
import sharp from 'sharp';
import { receiptCodeOf } from '../filing/ids';
import { intakeOf } from '../intake';
import { Stand } from '../stand.fixture';

const at = '2026-03-17T04:00:00.000Z';
const rule: Actor = { role: 'rule' };
const agency: Actor = { role: 'coordinator', organisation: 'gov.32.04', subject: 'somebody' };
const words = { text: 'Puskesmas Soreang tutup sejak Senin.', place: { regionCode: '32.04' } };
const reporter = { name: 'Contoh Pelapor', phone: '0812-0000-0001' };

const shipped = <T>(file: string): T =>
  JSON.parse(readFileSync(join(__dirname, '../../../../data', file), 'utf8')) as T;
const published = (subject: string) => ({ subject, at: '2026-01-01T00:00:00.000Z', by: rule });
const references = [
  directoryPublished,
  fact('CalendarPublished', 'national', published('calendar'), shipped<Calendar>('calendars/national.json')),
  fact('SlaPolicyPublished', 'default', published('sla-policy'), shipped<SlaPolicy>('sla/default.json')),
] as readonly ReferenceFact[];

const postgres = testPostgres();
let stand: Stand;
beforeAll(async () => {
  stand = await Stand.start(await postgres.database());
  await stand.log.append(
    references.map((one) => ({ topic: REFERENCE, key: one.subject, value: encode(one) })),
  );
  for (const { id } of references) await stand.running.deps.reference.wait(id);
}, 60_000);
afterAll(async () => stand.stop(), 30_000);

/** A complaint that a body has answered, and whose reporter was content: what is said soon after brings it back. */
async function closed(): Promise<any> {
  const filed = await stand.file({ ...words, reporter });
  const { complaintId } = filed;
  await stand.track(filed, filed.position);
  const about = { subject: complaintId, at, by: agency };
  const dispositionId = idOf(`d:${complaintId}`);
  const offer = {
    dispositionId,
    organisation: 'gov.32.04',
    hop: 0,
    class: 'complaint',
    final: false,
  } as const;
  const answered = await stand.running.deps.vault.seal(complaintId, 'narrative', 'answer', {
    text: 'Sudah buka.',
  });
  await stand.say(
    fact(
      'DispositionOffered',
      `o:${complaintId}`,
      { ...about, by: rule },
      {
        ...offer,
        decidedBy: 'rule',
        reasons: [],
        versions: {},
      },
    ),
    fact('DispositionAccepted', `a:${complaintId}`, about, { dispositionId }),
    fact('SubstantiveAnswerGiven', `s:${complaintId}`, about, {
      dispositionId,
      answerId: idOf(`answer:${complaintId}`),
      words: answered,
      attachments: [],
    }),
  );
  await said(filed, { kind: 'confirm' });
  return filed;
}
/** One that was withdrawn: nothing brings it back, so what is said goes on as another. */
async function over(): Promise<any> {
  const filed = await stand.file({ ...words, reporter });
  await stand.track(filed, filed.position);
  await said(filed, { kind: 'withdraw' });
  return filed;
}
const reply = (filed: any, body: object) =>
  stand.call('POST', `/v1/complaints/${filed.trackingId}/replies`, { receipt: filed.receiptCode, body });
async function said(filed: any, body: object): Promise<any> {
  const { status, text, body: answer } = await reply(filed, body);
  expect([status, text]).toEqual([200, text]);
  return answer;
}
const erase = (filed: any, scope: string) =>
  stand.call('POST', `/v1/complaints/${filed.trackingId}/erasure`, {
    receipt: filed.receiptCode,
    body: { scope },
  });
async function photo(): Promise<string> {
  const content = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#3a3' } })
    .jpeg()
    .toBuffer();
  const raw = new FormData();
  raw.append('file', new Blob([Uint8Array.from(content)]), 'bukti.jpg');
  return (await stand.call('POST', '/v1/attachments', { raw })).body.id;
}
const given = async (filed: any, id: string) =>
  (
    await stand.call('GET', `/v1/complaints/${filed.trackingId}/attachments/${id}`, {
      receipt: filed.receiptCode,
    })
  ).status;
/** Who a complaint says that its reporter is. */
async function personOf({ complaintId }: any): Promise<unknown> {
  const [{ data }] = await stand.facts(complaintId);
  const [opened] = await stand.running.deps.vault.open([
    { complaintId, sealed: data.person, purpose: 'test' },
  ]);
  return opened;
}

describe('a reply soon after the closing', () => {
  it('brings the case back with what it brings along', async () => {
    const filed = await closed();
    const picture = await photo();
    const back = await said(filed, { kind: 'information', text: 'Tutup lagi.', attachments: [picture] });
    expect([back.complaintId, back.status]).toEqual([filed.complaintId, 'in_progress']);
    expect(await given(filed, picture)).toBe(200);
  });

  it('brings it back also for a person who was cut from it, and tells nobody who that was', async () => {
    for (const scope of ['identity', 'all']) {
      const filed = await closed();
      await erase(filed, scope);
      const picture = await photo();
      const back = await said(filed, { kind: 'dispute', text: 'Tutup lagi.', attachments: [picture] });
      expect(back.status).toBe('in_progress');
      expect((await stand.track(filed)).body).toMatchObject({ status: 'in_progress', erased: scope });
      expect(await given(filed, picture)).toBe(200);
      expect(await personOf(filed)).toBeUndefined();
    }
  });
});

describe('a reply after the time of policy', () => {
  it('takes its files into the complaint that goes on, and not those of another case', async () => {
    const filed = await over();
    const [own, foreign] = [await photo(), await photo()];
    await stand.file({ ...words, attachments: [foreign] });
    const refused = await reply(filed, { kind: 'information', text: 'Foto.', attachments: [foreign] });
    expect([refused.status, refused.body.code]).toEqual([422, 'unknown-attachment']);
    const next = await said(filed, { kind: 'information', text: 'Foto.', attachments: [own] });
    expect(next).toMatchObject({ status: 'filed', follows: filed.complaintId });
    await stand.track(next, next.position);
    expect([await given(next, own), await given(filed, own)]).toEqual([200, 404]);
  });

  it('makes one complaint and no more: what is said at the same time, and later, is said about that', async () => {
    const filed = await over();
    const [one, same, other] = await Promise.all(
      ['Tutup lagi.', 'Tutup lagi.', 'Pasien ditolak.'].map((text) =>
        reply(filed, { kind: 'dispute', text }),
      ),
    );
    const answers = [one!, same!, other!];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [complaintId, ...more] = [...new Set(answers.map(({ body }) => body.complaintId))];
    expect(more).toEqual([]);
    const { keys } = await intakeOf(stand.running.deps);
    const receiptCode = receiptCodeOf(keys.secret, complaintId);
    const next = { complaintId, trackingId: one!.body.trackingId, receiptCode };
    await said(filed, { kind: 'information', text: 'Antrean sampai jalan.' });
    const page = await stand.track(next);
    for (const text of ['Tutup lagi.', 'Pasien ditolak.', 'Antrean sampai jalan.'])
      expect(page.text).toContain(text);
    expect((await stand.facts(complaintId)).filter(({ type }) => /filed/.test(type))).toHaveLength(1);
  });

  it('takes the person along, but not one who was cut from the case', async () => {
    const [known, cut, silent] = [await over(), await over(), await over()];
    await erase(cut, 'identity');
    await erase(silent, 'all');
    const [first, second, third] = await Promise.all(
      [known, cut, silent].map((filed) => said(filed, { kind: 'information', text: 'Masih tutup.' })),
    );
    for (const next of [first, second, third]) await stand.track(next, next.position);
    expect(await personOf(first)).toEqual(reporter);
    expect([await personOf(second), await personOf(third)]).toEqual([{}, {}]);
    expect((await stand.track(second)).body.text).toContain(words.text);
    expect((await stand.track(third)).body.text).toBe('Masih tutup.');
  });

  it('goes on by the way that the person came: their next message reaches the new complaint', async () => {
    const token = await stand.token('channel', 'nat.panrb');
    const from = '081200000077';
    const sms = async (text: string) => {
      const bytes = Buffer.from(JSON.stringify({ id: randomUUID(), from, text }));
      const { body } = await stand.call('POST', '/v1/channels/sms', { bytes, token });
      const [{ complaintId, position }] = body.messages;
      await stand.call('GET', `/v1/jwks?after=${position}`);
      return complaintId as string;
    };
    const filed = await sms('Puskesmas Soreang tutup.');
    expect(await sms('CABUT')).toBe(filed);
    const next = await sms('SANGGAH masih tutup');
    expect(next).not.toBe(filed);
    await stand.say(
      fact('TriageRequested', `t:${next}`, { subject: next, at, by: rule }, triage),
      fact('TriageQuestionAsked', `q:${next}`, { subject: next, at, by: agency }, await question(next)),
    );
    expect(await sms('Sejak Senin pagi')).toBe(next);
  });
});

const triage = {
  round: 0,
  owner: { organisation: 'gov.32.04' },
  why: 'unsure' as const,
  class: 'complaint' as const,
  reasons: [],
  versions: {},
  suggestions: [],
};
const question = async (complaintId: string) => ({
  questionId: idOf(`q:${complaintId}`),
  words: await stand.running.deps.vault.seal(complaintId, 'narrative', 'question', { text: 'Sejak kapan?' }),
});
