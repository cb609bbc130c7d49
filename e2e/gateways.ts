import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newWebhookSecret } from '@satupintu/service';
import { type Letter, Mailbox } from '@satupintu/service/testing';
import { type Answer, type Call, type System } from './harness';

export const operator = 'nat.panrb';
export const inbox = 'lapor@lapor.example.go.id';
const folder = join(__dirname, '../apps/intake/src/channels/recorded');

/** A body of each channel, as its gateway sends it. */
export const recorded: readonly { readonly name: string; readonly bytes: Buffer }[] = readdirSync(folder)
  .filter((file) => !file.endsWith('.read.json'))
  .map((file) => ({ name: file.split('.')[0] ?? file, bytes: readFileSync(join(folder, file)) }));

/** Where staff types in what somebody else says: there is no gateway that signs. */
const typedIn = new Set(['counter', 'csv']);

export interface TextMessage {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly key: unknown;
}

/** What stands around an installation: a gateway of text messages, the files of chats, a mail server; and how they sign. */
export class Gateways {
  readonly texts: TextMessage[] = [];
  /** asked when a text message is there: whether its sender is struck before it hears of that */
  struck: () => boolean = () => false;
  private readonly mail = new Mailbox();
  private readonly secret = newWebhookSecret();
  private readonly appSecret = 'rahasia-aplikasi';
  private readonly home = mkdtempSync(join(tmpdir(), 'satupintu-e2e-gateways-'));

  constructor(private readonly photo: Buffer) {}

  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/bytes') response.end(this.photo);
      else if (request.method === 'GET') response.end(JSON.stringify({ url: `${this.address}/bytes` }));
      else
        this.take(Buffer.concat(chunks), request.headers['idempotency-key'], () =>
          response.writeHead(202).end(),
        );
    });
  });

  private take(body: Buffer, key: unknown, answer: () => void): void {
    this.texts.push({ ...(JSON.parse(body.toString()) as Omit<TextMessage, 'key'>), key });
    if (!this.struck()) answer();
  }

  private get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get letters(): readonly Letter[] {
    return this.mail.letters;
  }

  /** @returns what the installation is told of them */
  async open(): Promise<Record<string, string>> {
    await new Promise<void>((done) => void this.server.listen(0, '127.0.0.1', done));
    const { secret } = this;
    const file = join(this.home, 'channels.json');
    const settings = {
      ...Object.fromEntries(recorded.map(({ name }) => [name, { operator, secret }])),
      sms: { operator, secret, send: { url: `${this.address}/send` } },
      whatsapp: {
        operator,
        secret: this.appSecret,
        api: this.address,
        token: 'kunci',
        verifyToken: 'buktikan',
      },
      email: { operator, secret, inbox },
      social: { operator, secret, inbox: '@satupintu_id' },
    };
    writeFileSync(file, JSON.stringify(settings));
    return {
      CHANNELS_FILE: file,
      SMTP_URL: await this.mail.open(),
      NOTICE_FROM: 'tenggat@lapor.example.go.id',
      MESSAGE_TIMEOUT_MS: '2000',
    };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await Promise.all([new Promise((done) => this.server.close(done)), this.mail.close()]);
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Brings a body as its gateway does, signed; or as the staff that typed it in, signed in. */
  async bring(system: System, name: string, body: Buffer | object, query = ''): Promise<Answer> {
    const raw = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    const proof: Call = typedIn.has(name)
      ? { token: await system.token('channel', operator) }
      : { headers: this.signed(name, raw) };
    return system.call('POST', `/v1/channels/${name}${query}`, { raw, ...proof });
  }

  private signed(name: string, raw: Buffer): Record<string, string> {
    if (name === 'whatsapp')
      return {
        'x-hub-signature-256': `sha256=${createHmac('sha256', this.appSecret).update(raw).digest('hex')}`,
      };
    const [id, timestamp] = [randomUUID(), String(Math.floor(Date.now() / 1000))];
    const key = Buffer.from(this.secret.replace('whsec_', ''), 'base64');
    const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(raw);
    return {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${mac.digest('base64')}`,
    };
  }
}

/** A mail as it is; headers of ours may be replaced. */
export function mail(headers: Record<string, string>, ...lines: readonly string[]): Buffer {
  const all = {
    From: 'Warga <warga@surel.example>',
    To: inbox,
    Subject: 'Laporan',
    'Message-ID': `<${randomUUID()}@surel.example>`,
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([...head, '', ...lines].join('\r\n'));
}
