import { idOf } from '@satupintu/events';
import { Client, load } from './client';
import { complaint } from './complaints';
import { type System } from './system';
import { OfferWatch } from './watch-offers';

const LANES = 24;

/** What a life is made of. `visible`: from the receipt until its agency sees it; `seen`: the reporter reads the answer. */
export const callNames = ['file', 'visible', 'accept', 'first', 'substantive', 'seen', 'confirm'] as const;
type Name = (typeof callNames)[number];
type Headers = Record<string, string>;

/** Leads whole lives on a running system, on so many lanes at once, and remembers how long each call took. */
export class Lives {
  readonly times: Readonly<Record<Name, number[]>> = {
    file: [],
    visible: [],
    accept: [],
    first: [],
    substantive: [],
    seen: [],
    confirm: [],
  };
  private seconds = 0;
  private count = 0;

  private constructor(
    private readonly client: Client,
    private readonly watch: OfferWatch,
    private readonly coordinator: Headers,
  ) {}

  static async on(system: System): Promise<Lives> {
    const client = new Client(system.address);
    const watch = new OfferWatch(system.runtime().databaseUrl);
    return new Lives(client, watch, await client.token('coordinator', 'gov.32.04'));
  }

  get done(): number {
    return this.times.confirm.length;
  }

  get perSecond(): number {
    return this.done / this.seconds;
  }

  async run(ms: number): Promise<void> {
    const began = performance.now();
    await load(LANES, ms, () => this.life());
    this.seconds += (performance.now() - began) / 1000;
  }

  /** What was measured so far was for warming up. */
  forget(): void {
    for (const samples of Object.values(this.times)) samples.length = 0;
    this.seconds = 0;
  }

  async close(): Promise<void> {
    this.client.close();
    await this.watch.close();
  }

  private async life(): Promise<void> {
    const { client, coordinator } = this;
    const filed = await this.timed('file', () =>
      client.must('POST', '/v1/complaints', complaint(this.count++)),
    );
    const [complaintId, trackingId] = [String(filed['complaintId']), String(filed['trackingId'])];
    await this.timed('visible', () => this.watch.seen(complaintId));
    const path = `/v1/dispositions/${idOf(`offer:${complaintId}:0:lead`)}`;
    const handle = (name: Name, call: string, body: object) =>
      this.timed(name, () => client.must('POST', `${path}/${call}`, body, coordinator));
    await handle('accept', 'accept', {});
    await handle('first', 'answers', { kind: 'first', text: 'Terima kasih, kami teruskan ke bidang jalan.' });
    const answer = { kind: 'substantive', text: 'Sudah kami perbaiki pada hari ini, terima kasih.' };
    const { position } = await handle('substantive', 'answers', answer);
    const reporter = { 'receipt-code': String(filed['receiptCode']) };
    const page = `/v1/complaints/${trackingId}`;
    const seen = await this.timed('seen', () =>
      client.must('GET', `${page}?after=${String(position)}`, undefined, reporter),
    );
    if (seen['status'] !== 'answered') throw new Error(`case ${complaintId} is ${String(seen['status'])}`);
    await this.timed('confirm', () =>
      client.must('POST', `${page}/replies`, { kind: 'confirm', rating: 5 }, reporter),
    );
  }

  private async timed<T>(name: Name, work: () => Promise<T>): Promise<T> {
    const from = performance.now();
    const value = await work();
    this.times[name].push(performance.now() - from);
    return value;
  }
}
