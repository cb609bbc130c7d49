import { type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { Desk } from './desk';
import { eventually, startSystem, type System } from './harness';

const start = '2026-03-16T03:00:00.000Z';
const settings = (port: number) => ({
  SMTP_URL: `smtp://127.0.0.1:${port}`,
  NOTICE_FROM: 'tenggat@lapor.example.go.id',
  NOTICE_TIMEOUT_MS: '2000',
});

/** A mail server of its own; `struck` is done once, when a letter is there and before the sender hears of it. */
class MailServer {
  readonly ids: string[] = [];
  struck: (() => void) | undefined;
  readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        this.ids.push(/^Message-ID: (\S+)/im.exec(Buffer.concat(chunks).toString())?.[1] ?? '');
        const { struck } = this;
        this.struck = undefined;
        if (struck) struck();
        else done();
      });
    },
  });
}

describe('notices through the running system', () => {
  const mail = new MailServer();
  let system: System;
  let desk: Desk;
  const before = { ...process.env };

  beforeAll(async () => {
    await new Promise<void>((done) => void mail.server.listen(0, '127.0.0.1', done));
    Object.assign(process.env, settings((mail.server.server.address() as AddressInfo).port));
    system = await startSystem('--empty', '--clock', start);
    desk = new Desk(system);
  }, 240_000);
  afterAll(async () => {
    process.env = before;
    await system?.stop();
    await new Promise<void>((done) => mail.server.close(() => done()));
  }, 60_000);

  const sent = async (filed: any): Promise<any[]> => {
    const { facts } = await desk.analyst(`/v1/oversight/cases/${filed.complaintId}`);
    return facts.filter(({ type, verdict }: any) => type === 'NoticeSent' && verdict === 'applied');
  };

  it('survive SIGKILL between the letter and the fact: the same letter again, one fact', async () => {
    await desk.national('POST', '/v1/notices/contacts', {
      organisation: 'gov.32.04',
      email: 'kota@example.go.id',
    });
    const filed = await desk.file({ text: 'Mohon perhatian.', place: { regionCode: '32.04' } });
    await system.settle();
    const [clock] = (await desk.national('GET', `/v1/clocks?complaintId=${filed.complaintId}`)).items;
    expect(clock).toMatchObject({ kind: 'verify_and_forward', accountable: { organisation: 'gov.32.04' } });
    await system.moveClock(new Date(Date.parse(clock.dueAt) - 1).toISOString());
    const earlier = { letters: mail.ids.length, facts: (await sent(filed)).length };

    mail.struck = () => void system.kill('sla-monitor');
    const morning = new Date(Date.parse(clock.dueAt) + 3 * 86_400_000).toISOString();
    // The first call may lose the service under way.
    await system.call('POST', '/v1/dev/clock', { body: { to: morning } });
    await eventually('the clock moved', async () => (await system.moveClock(morning), true), 120);
    const facts = await eventually('told', async () => {
      const now = await sent(filed);
      return now.length > earlier.facts ? now : undefined;
    });
    const letters = mail.ids.slice(earlier.letters);
    expect(mail.struck).toBeUndefined();
    expect(letters.length).toBeGreaterThan(1);
    expect(letters[1]).toBe(letters[0]);
    const first = letters[0]!.slice(1, 37);
    expect(facts.filter(({ data }) => data.noticeId === first)).toHaveLength(1);
    const { items } = await desk.national('GET', `/v1/notices?complaintId=${filed.complaintId}&state=sent`);
    expect(items.some(({ noticeId, proof }: any) => noticeId === first && proof.code === 250)).toBe(true);
  }, 300_000);

  it('a rebuild sends nothing', async () => {
    const letters = mail.ids.length;
    const { code, output } = await system.replay('rebuild', 'sla-monitor');
    expect([code, output]).toEqual([0, expect.any(String)]);
    await system.settle();
    const { code: verified } = await system.replay('verify');
    expect([verified, mail.ids.length]).toEqual([0, letters]);
  }, 300_000);
});
