import { setTimeout as delay } from 'node:timers/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A machine that is slow today fails nothing; what hangs does. Milliseconds. */
const patience = 45_000;

/** A real receiver of webhooks on this machine. */
export class Receiver {
  /** everything that came, also what was not taken */
  readonly calls: Received[] = [];
  /** what it answers */
  status = 204;
  /** as JSON, with the status */
  answer: object | undefined;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.calls.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
        response.writeHead(this.status).end(this.answer && JSON.stringify(this.answer));
      });
    });
  }

  /** @returns its URL */
  async open(): Promise<string> {
    await new Promise<void>((done) => void this.server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/in`;
  }

  /** Resolves when as many calls have come. */
  async received(count: number): Promise<readonly Received[]> {
    for (const end = Date.now() + patience; this.calls.length < count;) {
      if (Date.now() > end) throw new Error(`${this.calls.length} calls came, not ${count}`);
      await delay(20);
    }
    return this.calls;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) => void this.server.close(() => done()));
  }
}
