import { type Client } from '../client';

/** A complaint as its reporter knows it. */
export interface Filed {
  readonly complaintId: string;
  readonly trackingId: string;
  readonly receiptCode: string;
}

export interface Part {
  readonly dispositionId: string;
  readonly organisation: string;
  readonly part: 'lead' | 'contributor';
}

type Headers = Record<string, string>;

/** Those who file, handle and decide around a running system. */
export class People {
  private readonly tokens = new Map<string, Promise<Headers>>();

  constructor(private readonly client: Client) {}

  async file(body: object): Promise<Filed> {
    const filed = await this.client.must('POST', '/v1/complaints', {
      channel: 'web',
      class: 'complaint',
      ...body,
    });
    return filed as unknown as Filed;
  }

  /** The reporter's own word: information, confirm, dispute, withdraw. */
  async reply({ trackingId, receiptCode }: Filed, body: object): Promise<void> {
    await this.client.must('POST', `/v1/complaints/${trackingId}/replies`, body, {
      'receipt-code': receiptCode,
    });
  }

  /** All bodies' parts in a case, in the order in which they were asked. */
  async parts({ complaintId }: Filed): Promise<readonly Part[]> {
    const headers = await this.as('analyst', 'ombudsman');
    const seen = await this.client.must('GET', `/v1/oversight/cases/${complaintId}`, undefined, headers);
    return seen['dispositions'] as Part[];
  }

  /** The coordinator of the body that leads does something with its disposition. */
  async leads(filed: Filed, call: string, body: object): Promise<void> {
    const lead = (await this.parts(filed)).findLast(({ part }) => part === 'lead');
    if (!lead) throw new Error(`nobody leads ${filed.complaintId}`);
    await this.handles(lead, call, body);
  }

  async handles({ dispositionId, organisation }: Part, call: string, body: object): Promise<void> {
    const headers = await this.as('coordinator', organisation);
    await this.client.must('POST', `/v1/dispositions/${dispositionId}/${call}`, body, headers);
  }

  /** The same about the whole case: merge, thread. */
  async says(filed: Filed, call: string, body: object): Promise<void> {
    const lead = (await this.parts(filed)).findLast(({ part }) => part === 'lead');
    const headers = await this.as('coordinator', lead?.organisation ?? 'nat.panrb');
    await this.client.must('POST', `/v1/cases/${filed.complaintId}/${call}`, body, headers);
  }

  /** Complaints that nobody has been named for, oldest first. */
  async waiting(): Promise<string[]> {
    const headers = await this.as('national', 'nat.panrb');
    const { items } = await this.client.must('GET', '/v1/triage?limit=200', undefined, headers);
    return (items as { complaintId: string }[]).map(({ complaintId }) => complaintId);
  }

  async triages({ complaintId }: Filed, body: object): Promise<void> {
    const headers = await this.as('national', 'nat.panrb');
    await this.client.must('POST', `/v1/triage/${complaintId}`, body, headers);
  }

  private as(role: string, organisation: string): Promise<Headers> {
    const name = `${role} ${organisation}`;
    const token = this.tokens.get(name) ?? this.client.token(role, organisation);
    this.tokens.set(name, token);
    return token;
  }
}
