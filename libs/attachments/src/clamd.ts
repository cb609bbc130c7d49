import { connect } from 'node:net';
import { type Finding, type Scanner, ScannerAway } from './scanner';

const chunk = 64 * 1024;

/** The content as clamd's command INSTREAM wants it: chunks, each after its length, and an empty one. */
function* instream(content: Buffer): Generator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for (let from = 0; from < content.length; from += chunk) {
    const part = content.subarray(from, from + chunk);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    yield length;
    yield part;
  }
  yield Buffer.alloc(4);
}

/** ClamAV's daemon (clamd(8), INSTREAM). `StreamMaxLength` there must not be below 10 MiB. */
export class Clamd implements Scanner {
  private readonly host: string;
  private readonly port: number;

  /** @param url `tcp://host:3310` */
  constructor(
    url: string,
    private readonly timeoutMs: number,
  ) {
    const { hostname, port } = new URL(url);
    this.host = hostname.replace(/^\[|\]$/g, '');
    this.port = port === '' ? 3310 : Number(port);
  }

  async scan(content: Buffer): Promise<Finding> {
    const said = await this.ask(content);
    if (said === 'stream: OK') return undefined;
    const [, found] = /^stream: (.+) FOUND$/.exec(said) ?? [];
    if (found === undefined) throw new ScannerAway(`clamd said ${said.slice(0, 200)}`);
    return found;
  }

  private ask(content: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      const said: Buffer[] = [];
      const away = (cause?: unknown) => reject(new ScannerAway('clamd cannot be asked', { cause }));
      const socket = connect({ host: this.host, port: this.port });
      // Of the whole answer, not only of silence: a trickle must not hold an upload.
      const timer = setTimeout(() => socket.destroy(new Error('timeout')), this.timeoutMs);
      socket.on('data', (part) => said.push(part));
      socket.on('error', away);
      socket.on('end', () => resolve(Buffer.concat(said).toString().replace(/\0$/, '').trim()));
      socket.on('close', () => {
        clearTimeout(timer);
        away();
      });
      for (const part of instream(content)) socket.write(part);
    });
  }
}
