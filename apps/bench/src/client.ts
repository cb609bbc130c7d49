import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** A plain HTTP client that keeps its connections: as little as possible between the clock and the service. */
export class Client {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 256 });

  constructor(private readonly address: string) {}

  call(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const all =
      text === undefined
        ? headers
        : {
            ...headers,
            'content-type': 'application/json',
            'content-length': String(Buffer.byteLength(text)),
          };
    return new Promise((done, fail) => {
      const sent = request(this.address + path, { method, headers: all, agent: this.agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const answer = Buffer.concat(chunks).toString();
          done({
            status: response.statusCode ?? 0,
            body: answer.startsWith('{') ? (JSON.parse(answer) as Record<string, unknown>) : {},
          });
        });
      });
      sent.on('error', fail);
      sent.end(text);
    });
  }

  async must(
    method: string,
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Record<string, unknown>> {
    const answer = await this.call(method, path, body, headers);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async token(role: string, organisation: string): Promise<Record<string, string>> {
    const { token } = await this.must('POST', '/v1/dev/token', { role, organisation });
    return { authorization: `Bearer ${String(token)}` };
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Runs work on so many lanes at once until the time is over; gives how often it was done and how long each took. */
export async function load(
  lanes: number,
  ms: number,
  work: (n: number) => Promise<void>,
): Promise<{ perSecond: number; samples: number[] }> {
  const samples: number[] = [];
  const from = performance.now();
  let n = 0;
  const lane = async () => {
    while (performance.now() - from < ms) {
      const began = performance.now();
      n += 1;
      await work(n);
      samples.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { perSecond: (samples.length * 1000) / (performance.now() - from), samples };
}

/** Starts work at a steady rate, whether or not earlier work is done; gives how long each took. */
export async function steady(
  perSecond: number,
  ms: number,
  work: (n: number) => Promise<void>,
): Promise<number[]> {
  const samples: number[] = [];
  const under: Promise<void>[] = [];
  const from = performance.now();
  const one = async (n: number) => {
    const began = performance.now();
    await work(n);
    samples.push(performance.now() - began);
  };
  for (let n = 0; (n * 1000) / perSecond < ms; n += 1) {
    const wait = from + (n * 1000) / perSecond - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    under.push(one(n));
  }
  await Promise.all(under);
  return samples;
}
