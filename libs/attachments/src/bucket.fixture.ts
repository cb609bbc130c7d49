import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** The calls of S3 that the store makes, in memory. Refuses what carries no signature. */
export class Bucket {
  readonly objects = new Map<string, Buffer>();
  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  static async open(): Promise<Bucket> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const bucket = new Bucket(server, `http://127.0.0.1:${port}`);
    server.on('request', (request, response) => {
      void bucket.answer(request).then(({ status, body }) => response.writeHead(status).end(body));
    });
    return bucket;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body?: Buffer | string }> {
    const { method, url = '', headers } = request;
    if (!headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) return { status: 403 };
    const { pathname } = new URL(url, this.endpoint);
    const known = this.objects.get(pathname);
    if (method === 'PUT') {
      this.objects.set(pathname, await wholeOf(request));
      return { status: 200 };
    }
    if (method === 'DELETE') {
      this.objects.delete(pathname);
      return { status: 204 };
    }
    return known
      ? { status: 200, body: known }
      : { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' };
  }
}

/** The body, out of its signed chunks where it came in such (`aws-chunked`). */
async function wholeOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const sent = Buffer.concat(parts);
  return request.headers['content-encoding'] === 'aws-chunked' ? unchunked(sent) : sent;
}

function unchunked(sent: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const end = sent.indexOf('\r\n', at);
    const length = parseInt(sent.toString('latin1', at, end), 16);
    if (!(length > 0)) return Buffer.concat(parts);
    parts.push(sent.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}
