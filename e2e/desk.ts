import { randomUUID } from 'node:crypto';
import { type Answer, type System } from './harness';

/** What the people around a running system do, in short words: every step must be granted unless it says otherwise. */
export class Desk {
  constructor(private readonly system: System) {}

  async granted(answer: Promise<Answer>): Promise<any> {
    const { status, text, body } = await answer;
    if (status >= 300) throw new Error(`${status} ${text}`);
    return body;
  }

  /** A person files: the answer has complaintId, trackingId and receiptCode. */
  file(body: object): Promise<any> {
    const headers = { 'idempotency-key': randomUUID() };
    return this.granted(
      this.system.call('POST', '/v1/complaints', { body: { channel: 'web', ...body }, headers }),
    );
  }

  reply(filed: any, body: object): Promise<any> {
    const path = `/v1/complaints/${filed.trackingId}/replies`;
    return this.granted(this.system.call('POST', path, { receipt: filed.receiptCode, body }));
  }

  withdraw = (filed: any): Promise<any> => this.reply(filed, { kind: 'withdraw' });

  async track(filed: any): Promise<any> {
    await this.system.settle();
    const path = `/v1/complaints/${filed.trackingId}`;
    return this.granted(this.system.call('GET', path, { receipt: filed.receiptCode }));
  }

  async national(method: string, path: string, body?: object): Promise<any> {
    const token = await this.system.token('national', 'nat.panrb');
    return this.granted(this.system.call(method, path, { token, ...(body && { body }) }));
  }

  async analyst(path: string): Promise<any> {
    const token = await this.system.token('analyst', 'ombudsman');
    return this.granted(this.system.call('GET', path, { token }));
  }

  /** The whole of a case, as the Ombudsman sees it, when nothing is under way. */
  async life({ complaintId }: any): Promise<any> {
    await this.system.settle();
    return this.analyst(`/v1/oversight/cases/${complaintId}`);
  }

  /** Facts of a type that counted. */
  async facts(filed: any, type: string): Promise<any[]> {
    const { facts } = await this.life(filed);
    return facts.filter((one: any) => one.type === type && one.verdict === 'applied');
  }

  /** The clocks of a case by kind; of several rounds the last. */
  async clocks({ complaintId }: any): Promise<Record<string, any>> {
    await this.system.settle();
    const { items } = await this.analyst(`/v1/clocks?limit=200&complaintId=${complaintId}`);
    const byRound = [...items].sort((one: any, other: any) => one.round - other.round);
    return Object.fromEntries(byRound.map((clock: any) => [clock.kind, clock]));
  }

  /** Steps of the ladder that a case has climbed: level, instant, addressee. */
  async steps({ complaintId }: any): Promise<[number, string, string][]> {
    const escalated = await this.facts({ complaintId }, 'CaseEscalated');
    return escalated.map(({ data: { level, escalatedAt, to } }) => [
      level,
      escalatedAt,
      to.unit ?? to.organisation,
    ]);
  }

  /** The lead that the case is with now. */
  async lead(filed: any): Promise<any> {
    const { dispositions } = await this.life(filed);
    return dispositions.findLast((one: any) => one.part === 'lead');
  }

  /** The coordinator of the body that has the case does something with its disposition. */
  async act(filed: any, action: string, body: object): Promise<any> {
    const { dispositionId, organisation } = await this.lead(filed);
    const token = await this.system.token('coordinator', organisation);
    return this.granted(
      this.system.call('POST', `/v1/dispositions/${dispositionId}/${action}`, { token, body }),
    );
  }

  async preview(body: object): Promise<any> {
    return this.national('POST', '/v1/clocks/preview', body);
  }

  publishCalendar = (body: object): Promise<any> => this.national('POST', '/v1/calendars', body);
  publishPolicy = (body: object): Promise<any> => this.national('POST', '/v1/sla-policies', body);
}
