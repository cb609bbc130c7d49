import { fact, type Fact, idOf } from '@satupintu/events';
import { Stand } from '@satupintu/service/testing';
import { router } from './definition';

const by = { role: 'rule' } as const;

/** What a reporter says. */
export interface Told {
  readonly text: string;
  readonly title?: string;
  readonly place?: { readonly lat?: number; readonly lon?: number; readonly description?: string };
}

export interface Filing {
  readonly region?: string;
  readonly class?: 'complaint' | 'oversight_complaint';
  readonly category?: string;
  readonly confidential?: boolean;
  readonly at?: string;
}

/** A router that complaints come to, and the hands of the services around it. */
export class Desk {
  private count = 0;

  private constructor(
    readonly stand: Stand,
    private readonly now: string,
  ) {}

  static async open(databaseUrl: string, now: string): Promise<Desk> {
    const desk = new Desk(await Stand.start(router, databaseUrl, now), now);
    // The directory and all names of places are read first; how long that takes is the machine's affair.
    while ((await desk.national.post('/v1/routing/suggestions', { text: 'jalan rusak' })).status === 503);
    return desk;
  }

  close(): Promise<void> {
    return this.stand.stop();
  }

  as(...who: Parameters<Stand['as']>) {
    return this.stand.as(...who);
  }

  get national() {
    return this.stand.as('national', 'nat.panrb');
  }

  /** A complaint that intake has filed, once the router has decided on it. */
  async filed(told: Told, filing: Filing = {}): Promise<string> {
    const [complaintId = ''] = await this.allFiled([told], filing);
    return complaintId;
  }

  async allFiled(told: readonly Told[], filing: Filing = {}): Promise<string[]> {
    const facts: Fact[] = [];
    for (const each of told) facts.push(await this.filing(each, filing));
    await this.stand.say(...facts);
    const ids = facts.map(({ subject }) => subject);
    for (const complaintId of ids) await this.decided(complaintId, 1);
    return ids;
  }

  /** Waits until so many decisions of the kinds are on record. */
  async decided(complaintId: string, times: number, kinds = ['offered', 'triage']): Promise<any> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const { body } = await this.national.get(`/v1/routing/decisions/${complaintId}`);
      if (body.items?.filter((item: any) => kinds.includes(item.kind)).length >= times) return body;
      if (Date.now() > deadline) throw new Error(`no decision: ${JSON.stringify(body)}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** The body that was asked refuses, and names another. */
  async declined(complaintId: string, proposed: string, ground = 'UU 23/2014'): Promise<void> {
    const { items } = await this.decided(complaintId, 1, ['offered']);
    const { dispositionId } = items.findLast((item: any) => item.kind === 'offered');
    const words = await this.stand.running.deps.vault.seal(complaintId, 'narrative', 'note', {
      text: 'bukan kami',
    });
    await this.say('DispositionDeclined', complaintId, { dispositionId, ground, proposed, words });
  }

  /** As intake does: the keys first, then the fact. */
  async erased(complaintId: string): Promise<void> {
    await this.stand.destroyKeys(complaintId);
    await this.say('PersonErased', complaintId, { scope: 'all' });
  }

  async withdrawn(complaintId: string): Promise<void> {
    await this.say('ReporterWithdrew', complaintId, { replyId: complaintId });
  }

  private say(
    type: 'DispositionDeclined' | 'PersonErased' | 'ReporterWithdrew',
    subject: string,
    data: object,
  ): Promise<void> {
    this.count += 1;
    const about = { subject, at: this.now, by };
    return this.stand.say(fact(type, `${type}:${subject}:${this.count}`, about, data as never));
  }

  private async filing(
    told: Told,
    { at = this.now, confidential = false, ...filing }: Filing,
  ): Promise<Fact> {
    this.count += 1;
    const subject = idOf(`complaint:desk:${this.count}`);
    const sealed = await this.stand.sealFiling(subject, told);
    return fact('ComplaintFiled', `filed:${subject}`, { subject, at, by }, {
      trackingId: `SP-D-${this.count}`, channel: 'web', anonymous: false, confidential, attachments: [], ...sealed, ...filing,
    }); // prettier-ignore
  }
}
