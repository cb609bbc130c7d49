import { type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A letter as it came in. */
export interface Letter {
  readonly to: readonly string[];
  readonly id: string;
  readonly headers: string;
  readonly text: string;
}

const unquoted = (body: string) =>
  Buffer.from(
    body
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString();

/** A real mail server on this machine. `refuse` answers a recipient with a code. */
export class Mailbox {
  readonly letters: Letter[] = [];
  refuse: number | undefined;
  private readonly server: SMTPServer;

  constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, done) =>
        done(
          this.refuse === undefined
            ? null
            : Object.assign(new Error('no such box'), { responseCode: this.refuse }),
        ),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const [headers = '', ...body] = Buffer.concat(chunks).toString('latin1').split('\r\n\r\n');
          this.letters.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            id: /^Message-ID: (\S+)/im.exec(headers)?.[1] ?? '',
            headers,
            text: unquoted(body.join('\r\n\r\n')),
          });
          done(null, `queued as ${this.letters.length} for <somebody@example.go.id>`);
        });
      },
    });
  }

  /** @returns its URL */
  async open(port = 0): Promise<string> {
    await new Promise<void>((done) => void this.server.listen(port, '127.0.0.1', done));
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((done) => this.server.close(() => done()));
  }
}
