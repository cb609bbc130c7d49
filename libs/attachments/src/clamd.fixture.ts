import { createServer, type Server } from 'node:net';
import { type AddressInfo } from 'node:net';

/** A daemon that speaks as clamd does: it finds the test signature, nothing else, and can fall silent. */
export class FakeClamd {
  silent = false;
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(signature: string): Promise<FakeClamd> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const daemon = new FakeClamd(server, `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('connection', (socket) => {
      let heard = Buffer.alloc(0);
      socket.on('error', () => undefined);
      socket.on('data', (part) => {
        heard = Buffer.concat([heard, part]);
        const content = contentOf(heard);
        if (content === undefined || daemon.silent) return;
        socket.end(content.includes(signature) ? 'stream: Test.Signature FOUND\0' : 'stream: OK\0');
      });
    });
    return daemon;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

/** What was streamed, once the empty chunk has come. */
function contentOf(heard: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (!heard.toString('latin1').startsWith(command)) return undefined;
  const parts: Buffer[] = [];
  for (let at = command.length; at + 4 <= heard.length;) {
    const length = heard.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(heard.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
