import { randomUUID } from 'node:crypto';
import { describeWithKafka } from '@satupintu/embedded';
import { Desk } from './desk';
import { startSystem, type System } from './harness';
import { expectProof } from './proof';

const regency = 'gov.32.04';
const unit = `${regency}/dinas-kesehatan`;

/** What reporter and body say to each other. */
const onLog = (...options: string[]) => {
  let system: System;
  let desk: Desk;
  beforeAll(async () => {
    system = await startSystem('--empty', '--clock', '2026-03-02T02:00:00.000Z', ...options);
    desk = new Desk(system);
  }, 240_000);
  afterAll(async () => system?.stop(), 60_000);

  /** A complaint that the health office of a regency has taken on. */
  async function taken(): Promise<any> {
    const complaint = await desk.file({
      text: 'Puskesmas Soreang tutup sejak Senin, padahal jam buka. Pasien disuruh pulang.',
      category: 'kesehatan',
      place: { regionCode: '32.04' },
    });
    await system.settle();
    if ((await desk.track(complaint)).status === 'triage') {
      const token = await system.token('coordinator', regency);
      const body = { action: 'route', organisation: regency, unit, reason: 'Puskesmas' };
      await desk.granted(system.call('POST', `/v1/triage/${complaint.complaintId}`, { token, body }));
      await system.settle();
    }
    await desk.act(complaint, 'accept', {});
    return complaint;
  }
  /** An answer that the reporter can read. */
  async function answered(complaint: any, text: string): Promise<void> {
    await desk.act(complaint, 'answers', { kind: 'substantive', text });
    await system.settle();
  }
  const row = async (complaint: any) => desk.life(complaint);

  it('disputes twice: the same body has it again each time, and everybody sees how often', async () => {
    const complaint = await taken();
    const { dispositionId } = await desk.lead(complaint);
    for (const disputes of [1, 2]) {
      await answered(complaint, 'Sudah dibuka.');
      await desk.reply(complaint, { kind: 'dispute', text: 'Masih tutup sampai sore ini.' });
      const life = await row(complaint);
      expect([life.status, life.disputes]).toEqual(['in_progress', disputes]);
      expect((await desk.lead(complaint)).dispositionId).toBe(dispositionId);
    }
    await answered(complaint, 'Sudah dibuka, jadwal dokter kami tempel.');
    await desk.reply(complaint, { kind: 'confirm', rating: 4 });
    expect((await row(complaint)).status).toBe('closed');
  }, 120_000);

  it('a closing is a claim: a reply soon after it brings the case back, twice at most; a later one goes on as a new case', async () => {
    const complaint = await taken();
    for (const kind of ['information', 'dispute']) {
      await answered(complaint, 'Sudah dibuka.');
      await desk.reply(complaint, { kind: 'confirm' });
      expect((await desk.track(complaint)).canReply).toEqual(['information', 'dispute']);
      const back = await desk.reply(complaint, { kind, text: 'Tadi pagi tutup lagi.' });
      expect([back.complaintId, back.status]).toEqual([complaint.complaintId, 'in_progress']);
    }
    expect(await desk.facts(complaint, 'ReporterReopened')).toHaveLength(2);
    expect((await row(complaint)).disputes).toBe(1);

    await answered(complaint, 'Sudah dibuka.');
    await desk.reply(complaint, { kind: 'confirm' });
    const path = `/v1/complaints/${complaint.trackingId}/replies`;
    const headers = { 'idempotency-key': randomUUID() };
    const body = { kind: 'dispute', text: 'Hari ini tutup lagi, sudah ketiga kalinya.' };
    const unknown = { receipt: complaint.receiptCode, body: { ...body, attachments: [randomUUID()] } };
    expect((await system.call('POST', path, unknown)).body.code).toBe('unknown-attachment');
    const late = () => system.call('POST', path, { receipt: complaint.receiptCode, headers, body });
    const [first, again] = [await late(), await late()];
    expect([first.status, again.text]).toEqual([200, first.text]);
    const next = first.body;
    expect(next).toMatchObject({ status: 'filed', follows: complaint.complaintId });
    expect(next.complaintId).not.toBe(complaint.complaintId);

    const shown = await desk.track(next);
    expect(shown.text).toContain('sudah ketiga kalinya');
    expect(shown.text).toContain(complaint.trackingId);
    const more = await desk.reply(complaint, { kind: 'information', text: 'Fotonya menyusul.' });
    expect(more.complaintId).toBe(next.complaintId);
    expect((await row(complaint)).status).toBe('closed');
  }, 120_000);

  it('a yes or a never mind after the closing changes nothing', async () => {
    const complaint = await taken();
    await answered(complaint, 'Sudah dibuka.');
    await desk.reply(complaint, { kind: 'confirm' });
    for (const kind of ['confirm', 'withdraw']) {
      const said = await system.call('POST', `/v1/complaints/${complaint.trackingId}/replies`, {
        receipt: complaint.receiptCode,
        body: { kind },
      });
      expect([said.status, said.body.code]).toEqual([409, 'case-final']);
    }
  }, 120_000);

  it('a follower’s reporter whose matter is another one leaves the lead, and the case goes on by itself', async () => {
    const [lead, follower] = [await taken(), await taken()];
    const token = await system.token('coordinator', regency);
    const merge = (action: string, body: object) =>
      desk.granted(system.call('POST', `/v1/cases/${follower.complaintId}/${action}`, { token, body }));
    const before = (await desk.clocks(follower))['resolve'];
    await merge('merge', { into: lead.complaintId, reason: 'Puskesmas yang sama' });
    await system.settle();
    expect((await desk.track(follower)).status).toBe('merged');
    expect((await desk.clocks(follower))['resolve'].state).toBe('paused');
    await desk.reply(follower, { kind: 'dispute', text: 'Punya saya Puskesmas lain.' });
    await system.settle();
    expect((await desk.track(follower)).status).toBe('in_progress');
    const after = (await desk.clocks(follower))['resolve'];
    expect([after.state, after.dueAt]).toEqual(['running', before.dueAt]);
  }, 120_000);

  it('and the log proves it', async () => {
    await system.settle();
    await expectProof(system);
  }, 120_000);
};

describe('a dialogue on the Postgres log', () => onLog());
describeWithKafka('a dialogue on the Kafka log', () => onLog('--kafka'));
