import sharp from 'sharp';
import { Desk } from './desk';
import { startSystem, type System } from './harness';

let system: System;
let desk: Desk;
beforeAll(async () => {
  system = await startSystem('--empty');
  desk = new Desk(system);
}, 180_000);
afterAll(() => system.stop(), 60_000);

const regency = 'gov.32.04';
const unit = `${regency}/dinas-kesehatan`;

async function photo(): Promise<FormData> {
  const content = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#3a3' } })
    .withExif({ IFD0: { Artist: 'Planted Name' } })
    .jpeg()
    .toBuffer();
  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(content)]), 'bukti.jpg');
  return form;
}
const upload = async (token?: string): Promise<string> =>
  (
    await desk.granted(
      system.call('POST', '/v1/attachments', { raw: await photo(), ...(token && { token }) }),
    )
  ).id;
const filed = async (over: object = {}) => {
  const words = { text: 'Puskesmas Soreang tutup sejak Senin, padahal jam buka.', category: 'kesehatan' };
  const complaint = await desk.file({ ...words, place: { regionCode: '32.04' }, ...over });
  await system.settle();
  const { status } = await desk.track(complaint);
  if (status === 'triage') {
    const token = await system.token('coordinator', regency);
    const body = { action: 'route', organisation: regency, unit, reason: 'Puskesmas' };
    await desk.granted(system.call('POST', `/v1/triage/${complaint.complaintId}`, { token, body }));
    await system.settle();
  }
  return complaint;
};

describe('files of a case', () => {
  it('are given to who may see the case, and look unknown to everybody else', async () => {
    const own = await upload();
    const complaint = await filed({ attachments: [own] });
    const { organisation } = await desk.lead(complaint);
    const coordinator = await system.token('coordinator', organisation);
    await desk.act(complaint, 'accept', {});
    const scan = await upload(coordinator);
    await desk.act(complaint, 'answers', {
      kind: 'substantive',
      text: 'Sudah dibuka kembali.',
      attachments: [scan],
    });

    const seen = await desk.track(complaint);
    expect(seen.answers[0].attachments).toEqual([scan]);
    const mine = (id: string) =>
      system.call('GET', `/v1/complaints/${complaint.trackingId}/attachments/${id}`, {
        receipt: complaint.receiptCode,
      });
    for (const id of [own, scan]) {
      const given = await mine(id);
      expect([given.status, given.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
      expect(given.text).not.toContain('Planted Name');
    }

    const asked = async (id: string, role: string, body?: string, office?: string) =>
      system.call('GET', `/v1/attachments/${id}`, { token: await system.token(role, body, office) });
    for (const id of [own, scan]) {
      expect((await asked(id, 'coordinator', organisation)).status).toBe(200);
      expect((await asked(id, 'national', 'nat.panrb')).status).toBe(200);
      expect((await asked(id, 'analyst', 'ombudsman')).status).toBe(200);
      const unknown = await asked('00000000-0000-4000-8000-000000000000', 'coordinator', 'gov.33.74');
      const foreign = await asked(id, 'coordinator', 'gov.33.74');
      expect([foreign.status, foreign.text]).toEqual([404, unknown.text]);
      expect((await asked(id, 'analyst', 'ombudsman', 'ombudsman/33')).status).toBe(404);
      expect((await asked(id, 'ops', 'nat.panrb')).status).toBe(403);
      expect((await system.call('GET', `/v1/attachments/${id}`)).status).toBe(401);
    }
  }, 120_000);

  it('that a contributor gives the lead stay between the bodies, and nobody takes another case’s', async () => {
    const complaint = await filed();
    const { organisation, dispositionId } = await desk.lead(complaint);
    await desk.act(complaint, 'accept', {});
    const { dispositionId: part } = await desk.act(complaint, 'contributors', {
      organisation: 'gov.32',
      task: 'Mohon data tenaga kesehatan.',
    });
    const token = await system.token('coordinator', 'gov.32');
    const call = (action: string, body: object) =>
      system.call('POST', `/v1/dispositions/${part}/${action}`, { token, body });
    await desk.granted(call('accept', {}));
    const data = await upload(token);
    await desk.granted(call('answers', { kind: 'substantive', text: 'Terlampir.', attachments: [data] }));
    await system.settle();

    const path = `/v1/complaints/${complaint.trackingId}/attachments/${data}`;
    expect((await system.call('GET', path, { receipt: complaint.receiptCode })).status).toBe(404);
    const lead = await system.token('coordinator', organisation);
    expect((await system.call('GET', `/v1/attachments/${data}`, { token: lead })).status).toBe(200);

    const other = await filed();
    await desk.act(other, 'accept', {});
    const { dispositionId: foreign } = await desk.lead(other);
    const taken = await system.call('POST', `/v1/dispositions/${foreign}/answers`, {
      token: await system.token('coordinator', (await desk.lead(other)).organisation),
      body: { kind: 'first', text: 'Kami terima.', attachments: [data] },
    });
    expect([taken.status, taken.body.code, taken.body.errors[0].pointer]).toEqual([
      422,
      'unknown-attachment',
      '/attachments/0',
    ]);
    expect(dispositionId).not.toBe(foreign);
  }, 120_000);

  it('are gone for everybody when the reporter takes the words back', async () => {
    const own = await upload();
    const complaint = await filed({ attachments: [own] });
    const { organisation } = await desk.lead(complaint);
    await desk.act(complaint, 'accept', {});
    const token = await system.token('coordinator', organisation);
    const scan = await upload(token);
    await desk.act(complaint, 'answers', { kind: 'first', text: 'Kami cek.', attachments: [scan] });
    await desk.granted(
      system.call('POST', `/v1/complaints/${complaint.trackingId}/erasure`, {
        receipt: complaint.receiptCode,
        body: { scope: 'all' },
      }),
    );
    for (const id of [own, scan])
      expect((await system.call('GET', `/v1/attachments/${id}`, { token })).status).toBe(404);
  }, 120_000);
});
