import { attachmentRefusal } from '@satupintu/attachments';
import { type Case } from '@satupintu/domain';
import { COMPLAINTS } from '@satupintu/events';
import { type Clock, type Idempotency, positionOf, type RepeatKey } from '@satupintu/service';
import { type Vault } from '@satupintu/vault';
import { type Pool } from 'pg';
import { type Kept } from '../channels/kept';
import { type Acceptance, type Accepted } from '../filing/acceptance';
import { type ComplaintBody } from '../filing/complaint-body';
import { type Filing, filedFactId } from '../filing/filed';
import { bodyMac, complaintIdOf, type IdSecret, receiptCodeOf } from '../filing/ids';
import { canonical } from '../filing/receipt';
import { type ReplyBody } from './shapes';

export interface ContinuationParts {
  readonly kept: Kept;
  readonly pool: Pool;
  readonly acceptance: Acceptance;
  readonly idempotency: Idempotency;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly secret: IdSecret;
}

/** A closed complaint, and what its reporter says after the time in which that would bring it back. */
export interface LateWord {
  readonly state: Case;
  readonly body: ReplyBody;
  readonly repeat: RepeatKey;
}

/** The complaint that goes on from a closed one. */
export interface Continued {
  readonly complaintId: string;
  readonly trackingId: string;
  readonly receiptCode: string;
  readonly status: 'filed';
  readonly follows: string;
  readonly position: string;
}

interface Told {
  readonly text?: string;
  readonly title?: string;
  readonly agencyHint?: string;
  readonly place?: { readonly lat?: number; readonly lon?: number; readonly description?: string };
}
type Person = NonNullable<ComplaintBody['reporter']>;

/**
 * Files a new complaint in place of a reply that came too late, linked to the closed one: its words behind the new
 * ones, the same person, both under keys of its own. One closing has one such complaint and no more, so whoever
 * answers by itself to everything starts no loop.
 */
export class Continuation {
  constructor(private readonly parts: ContinuationParts) {}

  /** The complaint that goes on from this closing, whether there is one or not. */
  idFor({ complaintId, closedAt = '' }: Case): string {
    return complaintIdOf(this.parts.secret, 'follows', complaintId, closedAt);
  }

  /**
   * The new complaint; undefined where another reply has made it before: this one belongs there.
   * @throws Problem 422 `unknown-attachment`
   */
  async file(late: LateWord): Promise<Continued | undefined> {
    const { acceptance, idempotency } = this.parts;
    const known = await acceptance.find(this.idFor(late.state));
    if (!known) await this.checkAttachments(late);
    const attempt = await idempotency.begin(late.repeat);
    await idempotency.decided(attempt, late.repeat, []);
    const mac = bodyMac(this.parts.secret, canonical(late.body));
    const accepted = known ?? (await this.accept(late, mac));
    await this.parts.kept.goesOn(late.state.complaintId, accepted.complaintId, accepted.filedAt);
    return accepted.bodyMac.equals(mac) ? this.answer(accepted, late.state) : undefined;
  }

  private async checkAttachments({ state, body }: LateWord): Promise<void> {
    const refusal = await attachmentRefusal(this.parts.pool, this.idFor(state), body.attachments ?? []);
    if (refusal) throw refusal;
  }

  private async accept({ state, body }: LateWord, mac: Buffer): Promise<Accepted> {
    const filing: Filing = {
      complaintId: this.idFor(state),
      body: await this.complaint(state, body),
      category: state.category,
      operator: undefined,
      at: this.parts.clock.now(),
      bodyMac: mac,
      follows: { complaintId: state.complaintId, filedBy: state.filedBy },
    };
    return this.parts.acceptance.accept(filing);
  }

  private async complaint(state: Case, { text = '', attachments = [] }: ReplyBody): Promise<ComplaintBody> {
    const { complaintId, trackingId, words, person, channel, anonymous, confidential, region } = state;
    const purpose = 'continuation';
    const [told, who] = (await this.parts.vault.open([
      { complaintId, sealed: words, purpose },
      { complaintId, sealed: person, purpose },
    ])) as [Told | undefined, Person | undefined];
    const before = told?.text === undefined ? '' : `(${trackingId}) ${told.text}`;
    const place = { ...told?.place, ...(region !== undefined && { regionCode: region }) };
    return {
      channel,
      text: [text.trim(), before].filter((part) => part !== '').join('\n\n') || trackingId,
      class: state.class,
      anonymous,
      confidential,
      attachments,
      ...(told?.title !== undefined && { title: told.title }),
      ...(told?.agencyHint !== undefined && { agencyHint: told.agencyHint }),
      ...(Object.keys(place).length > 0 && { place }),
      ...(who && { reporter: who }),
    };
  }

  private answer({ complaintId, trackingId }: Accepted, { complaintId: follows }: Case): Continued {
    const position = positionOf([{ topic: COMPLAINTS, subject: complaintId, id: filedFactId(complaintId) }]);
    const receiptCode = receiptCodeOf(this.parts.secret, complaintId);
    return { complaintId, trackingId, receiptCode, status: 'filed', follows, position };
  }
}
