import { attachmentRefusal } from '@satupintu/attachments';
import { type CategoryIndex, type Person } from '@satupintu/domain';
import { COMPLAINTS } from '@satupintu/events';
import { type Clock, forbidden, positionOf, Problem, unauthenticated } from '@satupintu/service';
import { type Pool } from 'pg';
import { type Accepted, type Acceptance } from './acceptance';
import { checkForm, unknownName } from './check';
import { clean } from './clean';
import { type ComplaintBody, type FilingAnswer } from './complaint-body';
import { type Filing, filedFactId } from './filed';
import { bodyMac, complaintIdOf, receiptCodeOf } from './ids';
import { canonical, contentHash, type ReceiptKeys, signReceipt } from './receipt';
import { type Regions } from './regions';

export interface FileParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: ReceiptKeys;
  readonly acceptance: Acceptance;
  readonly regions: Regions;
  readonly categories: CategoryIndex;
}

export interface FilingCall {
  readonly body: ComplaintBody;
  readonly person: Person | undefined;
  readonly idempotencyKey: string | undefined;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Takes a complaint from any channel. The answer of a repeat has the same bytes: everything in it can be made again
 * from the accepted row, the body and the keys.
 * @throws Problem 400, 401, 403, 422
 */
export class File {
  constructor(private readonly parts: FileParts) {}

  async file({ body: sent, person, idempotencyKey }: FilingCall): Promise<FilingAnswer> {
    allow(sent, person, idempotencyKey);
    const body = clean(sent);
    checkForm(body);
    const { secret } = this.parts.keys;
    const content = canonical(body);
    const key = idempotencyKey ?? body.channelMessageId;
    const complaintId = complaintIdOf(secret, body.channel, person?.organisation ?? '', key);
    const mac = bodyMac(secret, content);
    const accepted =
      (await this.refused(complaintId, body)) ?? (await this.accept({ complaintId, body, person, mac }));
    if (!accepted.bodyMac.equals(mac)) throw reused();
    return this.answer(accepted, content);
  }

  /** What a filing would be refused for, without filing it. Attachments are not looked at. */
  refusal(sent: ComplaintBody): Problem | undefined {
    const body = clean(sent);
    try {
      checkForm(body);
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
    return unknownName(body, this.parts);
  }

  /**
   * Looks whether all names are known. A repeat of what was accepted is answered although a name is unknown now: the
   * lists may have changed since.
   */
  private async refused(complaintId: string, body: ComplaintBody): Promise<Accepted | undefined> {
    const refusal =
      unknownName(body, this.parts) ??
      (await attachmentRefusal(this.parts.pool, complaintId, body.attachments ?? []));
    if (!refusal) return undefined;
    const accepted = await this.parts.acceptance.find(complaintId);
    if (!accepted) throw refusal;
    return accepted;
  }

  private accept({
    complaintId,
    body,
    person,
    mac,
  }: Pick<Filing, 'complaintId' | 'body'> & { person: Person | undefined; mac: Buffer }) {
    const { categories, clock, acceptance } = this.parts;
    const category = body.category === undefined ? undefined : categories.resolve(body.category);
    return acceptance.accept({
      complaintId,
      body,
      category,
      operator: person,
      at: clock.now(),
      bodyMac: mac,
    });
  }

  private answer({ complaintId, trackingId, filedAt }: Accepted, content: string): FilingAnswer {
    const { keys } = this.parts;
    return {
      complaintId,
      trackingId,
      receiptCode: receiptCodeOf(keys.secret, complaintId),
      receipt: signReceipt(keys, { contentHash: contentHash(content), trackingId, filedAt }),
      filedAt,
      position: positionOf([{ topic: COMPLAINTS, subject: complaintId, id: filedFactId(complaintId) }]),
    };
  }
}

const reused = () =>
  new Problem(422, 'idempotency-key-reused', 'This key came with another complaint before.');

/** The web needs no token; every other channel is somebody's front end and says who it is. */
function allow({ channel }: ComplaintBody, person: Person | undefined, key: string | undefined): void {
  if (person && person.role !== 'channel') throw forbidden();
  if (channel !== 'web' && !person) throw unauthenticated();
  if (!person && key !== undefined && !uuid.test(key)) {
    const detail = 'Without a token the header Idempotency-Key must be a UUID.';
    throw new Problem(400, 'invalid-idempotency-key', detail);
  }
}
