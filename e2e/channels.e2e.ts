import { randomUUID } from 'node:crypto';
import { describeWithKafka } from '@satupintu/embedded';
import sharp from 'sharp';
import { renderSVG } from 'uqr';
import { Desk } from './desk';
import { Gateways, inbox, mail, operator, recorded } from './gateways';
import { type Answer, eventually, startSystem, type System } from './harness';
import { expectProof } from './proof';

const start = '2026-03-17T03:00:00.000Z';
const regency = 'gov.32.04';

/** What comes in by every channel, as gateways send it, through the running system. */
const onLog = (...options: string[]) => {
  const before = { ...process.env };
  let gateways: Gateways;
  let system: System;
  let desk: Desk;

  beforeAll(async () => {
    const picture = sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } });
    gateways = new Gateways(
      await picture
        .withExif({ IFD0: { Artist: 'Planted Name' } })
        .jpeg()
        .toBuffer(),
    );
    Object.assign(process.env, await gateways.open());
    system = await startSystem('--empty', '--clock', start, ...options);
    desk = new Desk(system);
  }, 240_000);
  afterAll(async () => {
    process.env = before;
    await system?.stop();
    await gateways?.close();
  }, 60_000);

  const bring = (name: string, body: Buffer | object, query?: string) =>
    gateways.bring(system, name, body, query);
  const sms = (text: string, from: string, id: string = randomUUID()) => bring('sms', { id, from, text });
  const outcomes = async (sent: Promise<Answer>): Promise<any[]> => (await desk.granted(sent)).messages;
  const outcome = async (sent: Promise<Answer>): Promise<any> => (await outcomes(sent))[0];

  /** Every case that there is. */
  async function cases(): Promise<any[]> {
    await system.settle();
    const rows: any[] = [];
    for (let cursor = ''; ;) {
      const page = await desk.analyst(`/v1/oversight/cases?limit=200${cursor}`);
      rows.push(...page.items);
      if (!page.next) return rows;
      cursor = `&cursor=${encodeURIComponent(page.next)}`;
    }
  }
  /** The lead has taken it on; where rules were not sure, the regency's coordinator decides. */
  async function taken(filed: any): Promise<void> {
    const { status } = await desk.life(filed);
    if (status === 'triage') {
      const token = await system.token('coordinator', regency);
      const body = { action: 'route', organisation: regency, unit: `${regency}/dinas-pupr`, reason: 'jelas' };
      await desk.granted(system.call('POST', `/v1/triage/${filed.complaintId}`, { token, body }));
      await system.settle();
    }
    const { unit } = await desk.lead(filed);
    await desk.act(filed, 'accept', unit === undefined ? {} : { unit });
  }
  /** What a letter or a text message tells its reader: number and code. */
  const receiptIn = (filed: any, text: string) => ({
    ...filed,
    receiptCode: /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(text.replace(filed.trackingId, ''))?.[0] ?? '',
  });
  const lettersTo = (address: string) => gateways.letters.filter(({ to }) => to.includes(address));

  describe.each(recorded)('a recorded body of $name', ({ name, bytes }) => {
    it('is one complaint each, sent twice at the same time and once more', async () => {
      const twins = await Promise.all([bring(name, bytes), bring(name, bytes)]);
      const answers = [...twins, await bring(name, bytes)];
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      const [first] = answers;
      for (const { text } of answers) expect(text).toBe(first!.text);
      for (const filed of first!.body.messages) {
        expect(filed.outcome).toBe('filed');
        expect(await desk.facts(filed, 'ComplaintFiled')).toHaveLength(1);
      }
    }, 120_000);
  });

  it('each complaint has its receipt, by the way the person came, once', async () => {
    const [text] = recorded.filter(({ name }) => name === 'sms');
    const filed = await outcome(bring('sms', text!.bytes));
    expect(filed.receiptCode).toBeUndefined();
    await system.settle();
    const [receipt, ...more] = gateways.texts.filter(({ to }) => to === '+6281233000417');
    expect(more).toEqual([]);
    const { status } = await desk.track(receiptIn(filed, receipt!.text));
    expect(status).not.toBe('filed');
  }, 120_000);

  it('pictures lose what they tell of their maker, whichever way they come', async () => {
    const token = await system.token('national', operator);
    for (const { name, bytes } of recorded.filter((one) => ['email', 'whatsapp'].includes(one.name))) {
      const [filed] = await desk.facts(await outcome(bring(name, bytes)), 'ComplaintFiled');
      expect(filed.data.attachments).toHaveLength(1);
      const file = await system.call('GET', `/v1/attachments/${filed.data.attachments[0]}`, { token });
      expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
      expect(file.text).not.toMatch(/Exif|Kamera|Planted Name/);
    }
  }, 120_000);

  it('an account on a social network is the person’s, and is shown on the record only', async () => {
    const [{ bytes } = { bytes: Buffer.alloc(0) }] = recorded.filter(({ name }) => name === 'social');
    const filed = await outcome(bring('social', bytes));
    await taken(filed);
    const { organisation } = await desk.lead(filed);
    expect(JSON.stringify(await desk.life(filed))).not.toContain('warga_biru');
    const token = await system.token('coordinator', organisation);
    const path = `/v1/cases/${filed.complaintId}/identity`;
    const look = system.call('POST', path, { token, body: { purpose: 'Peninjauan lokasi' } });
    expect((await desk.granted(look)).identity.account).toBe('x:warga_biru');
  }, 120_000);

  it('a mail gets an answer to which the person may answer, and what is quoted does not come back', async () => {
    const from = 'dialog@surel.example';
    const body = ['Jalan kabupaten di Desa Cibiru Wetan, Kec. Cileunyi, Kab. Bandung berlubang.'];
    const filed = await outcome(bring('email', mail({ From: from, Subject: 'Jalan berlubang' }, ...body)));
    await taken(filed);
    await desk.act(filed, 'questions', { text: 'Di depan rumah nomor berapa?' });
    await system.settle();
    const [receipt, question] = lettersTo(from);
    const to = /^Reply-To: (?:.*<)?([^\s>]+)/im.exec(question!.headers)?.[1] ?? '';
    const quoted = question!.text.split('\r\n').map((line) => `> ${line}`);
    const reply = mail(
      { From: from, To: to, Subject: `Re: ${filed.trackingId}` },
      'Nomor 12, dekat mushola.',
      '',
      'Pada Sel, 17 Mar 2026 Lapor menulis:',
      ...quoted,
    );
    const twice = await Promise.all([bring('email', reply), bring('email', reply)]);
    expect(twice.map(({ body: { messages } }) => messages[0].outcome)).toEqual(['replied', 'replied']);
    const said = await desk.facts(filed, 'ReporterReplied');
    expect(said).toHaveLength(1);
    const shown = await desk.track(receiptIn(filed, receipt!.text));
    expect(shown.status).toBe('in_progress');
    expect(shown.timeline.at(-1).text).toMatch(/Nomor 12, dekat mushola\.$/);
  }, 120_000);

  it('machines get no case and no answer, however they say that they are machines', async () => {
    const from = 'dialog@surel.example';
    const to = /^Reply-To: (?:.*<)?([^\s>]+)/im.exec(lettersTo(from)[0]!.headers)?.[1] ?? '';
    const [filed, sent] = [await cases(), [gateways.letters.length, gateways.texts.length]];
    const report = 'multipart/report; report-type=delivery-status; boundary=b';
    for (const headers of [
      { From: from, To: to, 'Auto-Submitted': 'auto-replied' },
      { From: from, To: to, Subject: 'Balasan otomatis: Re: Laporan' },
      { From: 'MAILER-DAEMON@surel.example', 'Content-Type': report },
      { From: 'warga-rw@surel.example', 'List-Id': '<warga.surel.example>' },
      { From: inbox },
    ])
      expect(await outcome(bring('email', mail(headers, 'Saya sedang cuti.')))).toMatchObject({
        outcome: 'ignored',
      });
    const mention = { network: 'x', account: '@robot', text: '@satupintu_id halo' };
    const robots = [
      { id: '1', ...mention, automated: true },
      { id: '2', ...mention, account: '@satupintu_id' },
    ];
    for (const robot of robots)
      expect(await outcome(bring('social', robot))).toMatchObject({ outcome: 'ignored' });
    expect(await outcome(sms('PROMO pulsa', 'BANK-ABC'))).toMatchObject({ outcome: 'ignored' });
    expect(await cases()).toHaveLength(filed.length);
    expect([gateways.letters.length, gateways.texts.length]).toEqual(sent);
  }, 120_000);

  it('what cannot be taken is answered with a code, and nothing comes of it', async () => {
    const filed = await cases();
    const raw = Buffer.from(JSON.stringify({ id: '1', from: '081200000001', text: 'Halo' }));
    const answers: Record<string, Answer> = {
      unsigned: await system.call('POST', '/v1/channels/sms', { raw }),
      forged: await system.call('POST', '/v1/channels/whatsapp', {
        raw,
        headers: { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
      }),
      stranger: await system.call('POST', '/v1/channels/sms', {
        raw,
        token: await system.token('liaison', regency),
      }),
      pigeon: await bring('merpati', raw),
      huge: await bring('email', Buffer.alloc(15 * 1024 * 1024 + 1, 'x')),
      nonsense: await bring('sms', Buffer.from('{"id":')),
      misshapen: await bring('sms', { id: '1', text: 'Halo' }),
      table: await bring('csv', Buffer.from('id,text\n1,"x\n')),
    };
    const codes = Object.entries(answers).map(([name, { status, body }]) => [name, status, body.code]);
    expect(codes).toEqual([
      ['unsigned', 401, 'unauthenticated'],
      ['forged', 401, 'unauthenticated'],
      ['stranger', 403, 'forbidden'],
      ['pigeon', 404, 'not-found'],
      ['huge', 413, 'too-large'],
      ['nonsense', 400, 'malformed-json'],
      ['misshapen', 400, 'invalid-body'],
      ['table', 400, 'malformed-csv'],
    ]);
    expect(await cases()).toHaveLength(filed.length);
  }, 120_000);

  it('a mail that breaks off is read as far as it goes', async () => {
    const type = 'multipart/mixed; boundary="batas"';
    const broken = mail(
      { From: 'putus@surel.example', 'Content-Type': type },
      '--batas',
      'Content-Type: text/plain; charset=utf-9',
      'Content-Transfer-Encoding: base99',
      '',
      'Jembatan gantung Pasirwangi putus.',
      '--batas',
      'Content-Type: image/jpeg',
      'Content-Transfer-Encoding: base64',
      '',
      '/9j/4QEmRXhpZgAASUkq',
    );
    const filed = await outcome(bring('email', broken));
    expect(filed).toMatchObject({ outcome: 'filed', refusedFiles: 1 });
    await system.settle();
    const [receipt] = lettersTo('putus@surel.example');
    expect((await desk.track(receiptIn(filed, receipt!.text))).text).toBe(
      'Jembatan gantung Pasirwangi putus.',
    );
  }, 120_000);

  it('a counter prints a receipt whose drawing opens the page of the case', async () => {
    const slip = { id: 'loket-7/001', text: 'Air keruh di Soreang, Kabupaten Bandung.' };
    const { trackingId, receiptCode, receipt } = await outcome(bring('counter', slip));
    expect(receipt).toEqual(expect.any(String));
    const path = `/lapor/${trackingId}/tanda-terima`;
    const page = await system.call('GET', path, { receipt: receiptCode });
    expect(page.text).toContain(receiptCode);
    const address = new RegExp(`https?://[^<\\s]+/lapor/${trackingId}(?=<)`).exec(page.text)?.[0] ?? '';
    expect(page.text).toContain(renderSVG(address, { ecc: 'M', border: 2 }));
    const opened = await system.call('GET', new URL(address).pathname);
    expect([opened.status, opened.text]).toEqual([200, expect.stringContaining(trackingId)]);
    expect((await system.call('GET', path)).status).toBe(404);
  }, 120_000);

  it('a table names its bad rows by number, files the good ones when asked, and doubles nothing', async () => {
    const filed = await cases();
    const table = Buffer.from(
      [
        'nomor;isi;wilayah;tanggal',
        'b-1;Got mampet;32.04;',
        'b-2;;32.04;',
        'b-3;Jalan rusak;32.99;',
        'b-4;Lampu mati;32.04;2026-02-30',
        'b-5;Air keruh;32.04;2026-02-27',
      ].join('\n'),
    );
    const refused = await bring('csv', table);
    expect([refused.status, refused.body.code]).toEqual([422, 'rows-refused']);
    expect(refused.body.errors.map(({ pointer }: any) => pointer)).toEqual(
      expect.arrayContaining(['/2/text', '/3/place/regionCode', '/4/occurredOn']),
    );
    expect(await cases()).toHaveLength(filed.length);
    const [first, ...again] = [
      await bring('csv', table, '?partial=true'),
      await bring('csv', table, '?partial=true'),
      await bring('csv', table, '?partial=true'),
    ];
    const done = first.body.messages.map((one: any) => [one.id, one.outcome]);
    expect(done.filter(([, became]: any) => became === 'filed').map(([id]: any) => id)).toEqual([
      'b-1',
      'b-5',
    ]);
    for (const { text } of again) expect(text).toBe(first.text);
    expect(await cases()).toHaveLength(filed.length + 2);
  }, 120_000);

  /** As a careful gateway does: until there is an answer. */
  const untilTaken = (send: () => Promise<Answer>): Promise<Answer> =>
    eventually(
      'taken',
      async () => {
        const answer = await send();
        if (answer.status !== 200 && answer.status < 500) throw new Error(`${answer.status} ${answer.text}`);
        return answer.status === 200 ? answer : undefined;
      },
      120,
    );

  it('text messages that come and go while intake is killed again and again: each one complaint, one receipt', async () => {
    const phones = Array.from({ length: 30 }, (_, n) => `+62819000000${String(n).padStart(2, '0')}`);
    const earlier = (await cases()).length;
    let [done, sent, killed] = [0, 0, 0];
    const kill = () => {
      system.kill('intake');
      killed += 1;
    };
    // A receipt is at its gateway, and the fact that says so is not on the log.
    gateways.struck = () => {
      sent += 1;
      if (sent !== 6 && sent !== 25) return false;
      kill();
      return true;
    };
    const one = async (phone: string) => {
      const id = randomUUID();
      const answer = await untilTaken(() => sms(`Jalan berlubang di Soreang, laporan ${phone}.`, phone, id));
      done += 1;
      if (done === 15) kill();
      return answer.body.messages[0];
    };
    const filed: any[] = [];
    const queue = [...phones];
    const client = async () => {
      for (let phone = queue.shift(); phone !== undefined; phone = queue.shift())
        filed.push(await one(phone));
    };
    await Promise.all(Array.from({ length: 4 }, client));
    await eventually('every receipt', async () => {
      await system.settle();
      return phones.every((phone) => gateways.texts.some(({ to }) => to === phone)) ? true : undefined;
    });
    expect(killed).toBe(3);
    expect(new Set(filed.map(({ complaintId }) => complaintId)).size).toBe(phones.length);
    expect(await cases()).toHaveLength(earlier + phones.length);
    for (const complaint of filed) {
      const told = await eventually('told', async () => {
        const { facts } = await desk.life(complaint);
        const ours = facts.filter(
          ({ type, verdict }: any) => verdict === 'applied' && /^(ReporterNotified|Notification)/.test(type),
        );
        return ours.length > 1 ? ours : undefined;
      });
      const receipts = gateways.texts.filter(({ text }) => text.includes(complaint.trackingId));
      expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
      const [{ key } = { key: '' }] = receipts;
      expect(told.map(({ type, data }: any) => [type, data.messageId])).toEqual([
        ['ReporterNotified', key],
        ['NotificationDelivered', key],
      ]);
    }
  }, 240_000);

  it('a table during which intake is killed is filed once when it is sent again', async () => {
    const earlier = (await cases()).length;
    const filed: string[] = [];
    let isStruck = false;
    // How fast a table is filed is the machine's own affair: where the kill came too late, another one is sent.
    for (const region of ['51.08', '52.01', '53.01']) {
      if (isStruck) break;
      const rows = Array.from(
        { length: 1_000 },
        (_, n) => `${region}-${n},Baris ${n} dari buku tamu,${region}`,
      );
      const table = Buffer.from(['id,text,region', ...rows].join('\n'));
      const broken = bring('csv', table).catch(() => undefined);
      await eventually('a first row', async () => {
        const { items } = await desk.analyst(`/v1/oversight/cases?limit=1&region=${region}`);
        return items.length > 0 ? true : undefined;
      });
      system.kill('intake');
      isStruck = (await broken)?.status !== 200;
      const { body } = await untilTaken(() => bring('csv', table));
      filed.push(...body.messages.map(({ complaintId }: any) => complaintId));
    }
    expect(isStruck).toBe(true);
    expect(new Set(filed).size).toBe(filed.length);
    expect(await cases()).toHaveLength(earlier + filed.length);
  }, 240_000);

  it('and the log proves it', async () => {
    await expectProof(system);
  }, 240_000);
};

describe('channels on the Postgres log', () => onLog());
describeWithKafka('channels on the Kafka log', () => onLog('--kafka'));
