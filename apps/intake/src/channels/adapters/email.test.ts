import { type Incoming, type Reading } from '../adapter';
import { REPLY_ABOVE } from '../quoted';
import { email } from './email';

const settings = { operator: 'nat.panrb', inbox: 'lapor@lapor.example.go.id' };
const mail = (headers: Record<string, string>, ...lines: string[]): Buffer => {
  const all = {
    From: 'Warga <warga@surel.example>',
    To: 'lapor@lapor.example.go.id',
    Subject: 'Halo',
    'Message-ID': '<1@surel.example>',
    ...headers,
  };
  return Buffer.from(
    [...Object.entries(all).map(([name, value]) => `${name}: ${value}`), '', ...lines].join('\r\n'),
  );
};
const read = async (raw: Buffer): Promise<Reading> => email.read({ raw, headers: {} }, settings);
const one = async (raw: Buffer): Promise<Incoming> => {
  const [message] = (await read(raw)).messages;
  if (!message) throw new Error('no message');
  return message;
};

describe('what a person says in a mail', () => {
  it.each([
    [
      'an answer above a quotation',
      [
        'Ya, masih gelap.',
        '',
        'Pada Sel, 17 Mar 2026 pukul 09.00 Lapor <lapor@x> menulis:',
        '> Apakah masih gelap?',
      ],
    ],
    [
      'one whose introduction is broken in two',
      [
        'Ya, masih gelap.',
        '',
        'On Tue, 17 Mar 2026 at 09:00, Lapor',
        '<lapor@lapor.example.go.id> wrote:',
        '',
        '> Apakah masih gelap?',
      ],
    ],
    [
      'one above headers, as Outlook quotes',
      ['Ya, masih gelap.', '', 'Dari: Lapor <lapor@x>', 'Dikirim: 17 Maret 2026', 'Apakah masih gelap?'],
    ],
    ['one above the line of our own mail', ['Ya, masih gelap.', '', REPLY_ABOVE, 'Apakah masih gelap?']],
    ['one between quoted lines', ['> Apakah masih gelap?', 'Ya, masih gelap.']],
    [
      'one below a quotation',
      ['Pada Sel, 17 Mar 2026 Lapor menulis:', '> Apakah masih gelap?', '', 'Ya, masih gelap.'],
    ],
    ['one with a signature', ['Ya, masih gelap.', '', '-- ', 'Warga, Jl. Contoh 4']],
  ])('is read without the rest: %s', async (_, lines) => {
    expect((await one(mail({}, ...lines))).said).toBe('Ya, masih gelap.');
  });

  it('is all of it where a mail is sent on: the complaint stands in what it quotes', async () => {
    const lines = [
      'Mohon bantuannya.',
      '',
      '---------- Forwarded message ---------',
      'Dari: Tetangga <t@x>',
      'Jembatan putus.',
    ];
    const { complaint } = await one(mail({ Subject: 'Fwd: Jembatan' }, ...lines));
    expect(complaint).toMatchObject({ title: 'Jembatan', text: lines.join('\n') });
  });

  it('is found in a mail that is a page only', async () => {
    const html =
      '<html><head><style>p{}</style></head><body><p>Air&nbsp;mati &lt;3 hari&gt;</p><div>di Soreang</div><blockquote>lama</blockquote></body></html>';
    const { complaint, said } = await one(mail({ 'Content-Type': 'text/html; charset=utf-8' }, html));
    expect(complaint.text).toBe('Air mati <3 hari>\n\ndi Soreang\n\n> lama');
    expect(said).toBe('Air mati <3 hari>\n\ndi Soreang');
  });

  it('is its subject where that is all that there is', async () => {
    const { complaint } = await one(mail({ Subject: 'Jembatan gantung Kp. Pasirwangi putus' }, ' '));
    expect(complaint.text).toBe('Jembatan gantung Kp. Pasirwangi putus');
  });

  it('leaves a page of a million open tags behind in no time', async () => {
    const started = performance.now();
    await one(mail({ 'Content-Type': 'text/html' }, '<style<a<!--<p '.repeat(200_000)));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('what machines write', () => {
  it.each<[string, Record<string, string>, string]>([
    ['an answering machine that says so', { 'Auto-Submitted': 'auto-replied' }, 'auto-reply'],
    ['one with a comment', { 'Auto-Submitted': 'auto-generated (vacation)' }, 'auto-reply'],
    ['an older one', { 'X-Autoreply': 'yes' }, 'auto-reply'],
    ['one that its subject betrays', { Subject: 'Balasan otomatis: Re: Laporan Anda' }, 'auto-reply'],
    ['one in a coded subject', { Subject: '=?utf-8?B?QXV0b21hdGljIHJlcGx5OiBoaQ==?=' }, 'auto-reply'],
    ['a mailing list', { 'List-Id': '<warga.surel.example>' }, 'mailing-list'],
    ['bulk mail', { Precedence: 'bulk' }, 'mailing-list'],
    ['a mail server', { From: 'MAILER-DAEMON@surel.example' }, 'bounce'],
    ['a mail to which nobody may answer', { 'Return-Path': '<>' }, 'bounce'],
    ['our own inbox', { From: 'lapor+sp-1@lapor.example.go.id' }, 'our-own'],
    ['a copy of what we sent', { 'X-Loop': 'lapor@lapor.example.go.id' }, 'our-own'],
  ])('is known for it: %s', async (_, headers, automatic) => {
    expect((await one(mail(headers, 'Saya sedang cuti.'))).automatic).toBe(automatic);
  });

  it.each<[string, Record<string, string>]>([
    ['a plain mail', {}],
    ['one that says no', { 'Auto-Submitted': 'no' }],
    ['one about an answering machine', { Subject: 'Kantor desa: balasan otomatis terus' }],
  ])('is not what a person wrote: %s', async (_, headers) => {
    expect((await one(mail(headers, 'Halo.'))).automatic).toBeUndefined();
  });

  it('tells of a mail of ours that did not arrive', async () => {
    const lines = [
      '--b',
      'Content-Type: text/plain',
      '',
      'Tidak terkirim.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; surel.example',
      '',
      'Final-Recipient: rfc822; a@surel.example',
      'Action: failed',
      'Status: 5.1.1',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      'Message-ID: <7b0c2a52-5b6f-5d5c-8c35-0f6f4c8f2f11@lapor.example.go.id>',
      'To: a@surel.example',
      '--b--',
      '',
    ];
    const headers = { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b' };
    const { messages, reports } = await read(mail(headers, ...lines));
    expect(reports).toEqual([
      { messageId: '7b0c2a52-5b6f-5d5c-8c35-0f6f4c8f2f11', state: 'failed', code: '5.1.1' },
    ]);
    expect(messages[0]?.automatic).toBe('bounce');
  });
});
