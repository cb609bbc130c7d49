import { attach } from '@satupintu/attachments';
import {
  canReply,
  type Case,
  type ClockRefs,
  isFinal,
  isLateReply,
  reopen,
  reopens,
  reply,
  type Wish,
} from '@satupintu/domain';
import { type Actor } from '@satupintu/events';
import {
  type Answered,
  type Clock,
  type Commands,
  type Idempotency,
  Problem,
  type RepeatKey,
} from '@satupintu/service';
import { type MasterKey, type Vault } from '@satupintu/vault';
import { type Pool } from 'pg';
import { clean } from '../filing/clean';
import { type Cases } from './cases';
import { type Continuation, type Continued } from './continuation';
import { type ReplyBody } from './shapes';

export interface ReplyParts {
  readonly pool: Pool;
  readonly cases: Cases;
  readonly commands: Commands;
  readonly idempotency: Idempotency;
  readonly continuation: Continuation;
  readonly vault: Vault;
  readonly master: MasterKey;
  readonly clock: Clock;
  /** the limits in force. @throws Problem 503 `not-ready` while none are published */
  readonly refs: () => ClockRefs;
}

/** How a reply came. `automatic`: a machine wrote it, such as a notice of absence. */
export interface ReplyMark {
  readonly automatic?: boolean;
}

interface Standing {
  readonly complaintId: string;
  readonly trackingId: string;
  readonly status: Case['status'];
}
type ReplyAnswer = Answered<Standing> | Continued;

export const reporter: Actor = { role: 'reporter' };

/**
 * What the reporter says about the case: information, yes, no, or never mind. A closing is no last word: what is said
 * after it brings the case back within the time of policy, and later goes on as a new complaint that follows it.
 */
export class Replies {
  constructor(private readonly parts: ReplyParts) {}

  /** @throws Problem 409 where the case is not at that step, 422 unknown attachment, `automatic-message`, 503 */
  async reply(
    complaintId: string,
    sent: ReplyBody,
    idempotencyKey: string | undefined,
    { automatic = false }: ReplyMark = {},
  ): Promise<ReplyAnswer> {
    if (automatic) throw automaticMessage();
    const body = clean(sent);
    const { cases } = this.parts;
    const state = await cases.applied(complaintId);
    const call = `POST /v1/complaints/${complaintId}/replies`;
    const repeat = { who: `reporter:${complaintId}`, call, key: idempotencyKey, body };
    const lead = await cases.leadOf(state);
    const isAfterAll = lead !== undefined && isFinal(lead);
    if (await this.isTooLate(state, body, repeat)) return this.goOn(state, body, repeat);
    return this.parts.commands.run(
      { complaintId, person: 'reporter', actor: reporter, call, idempotencyKey, body, conflict },
      (current, at, keys) => {
        const said = isAfterAll ? leaving(current, body) : body;
        return this.decide(current, said, { at, by: reporter, key: keys('reply') });
      },
      (_, after) => ({ complaintId, trackingId: after.trackingId, status: after.status }),
    );
  }

  /** A repeat of what was said in time is answered as it was then. */
  private async isTooLate(state: Case, body: ReplyBody, repeat: RepeatKey): Promise<boolean> {
    const { clock, idempotency, refs } = this.parts;
    if (state.status !== 'closed' || !isLateReply({ ...body, attachments: [] })) return false;
    if (reopens(state, clock.now(), refs())) return false;
    const { facts, answer } = await idempotency.begin(repeat);
    return facts === undefined && answer === undefined;
  }

  /** The first word after the time makes the new complaint; what else is said to the closed one is said about that. */
  private async goOn(state: Case, body: ReplyBody, repeat: RepeatKey): Promise<ReplyAnswer> {
    const { continuation, cases } = this.parts;
    const late = { state, body, repeat: { ...repeat, call: `${repeat.call} continued` } };
    const continued = await continuation.file(late);
    if (continued) return continued;
    const next = continuation.idFor(state);
    const { status } = await cases.applied(next);
    const kind = status === 'closed' || status === 'answered' ? body.kind : 'information';
    return this.reply(next, { ...body, kind }, repeat.key);
  }

  private async decide(state: Case, body: ReplyBody, by: Wish) {
    const { complaintId } = state;
    const words = await this.words(complaintId, body);
    const said = { ...body, words, attachments: await this.claimed(complaintId, body) };
    return state.status === 'closed' && isLateReply(said) && reopens(state, by.at, this.parts.refs())
      ? reopen(state, said, by, this.parts.refs())
      : reply(state, said, by);
  }

  private async words(complaintId: string, { text }: ReplyBody): Promise<string | undefined> {
    if (text === undefined || text.trim() === '') return undefined;
    return this.parts.vault.seal(complaintId, 'narrative', 'reply', { text });
  }

  private async claimed(complaintId: string, { attachments = [] }: ReplyBody): Promise<string[]> {
    await attach(this.parts, { complaintId, ids: attachments, by: 'reporter' });
    return attachments;
  }
}

/** A reply that means nothing now is refused with those that would. */
const conflict = (state: Case, at: string) => ({ allowed: canReply(state, at) });

/** The case that theirs follows is over, and nobody would read what they tell of it: theirs goes on by itself. */
const leaving = ({ status }: Case, body: ReplyBody): ReplyBody =>
  status === 'merged' && body.kind === 'information' ? { ...body, kind: 'dispute' } : body;

const automaticMessage = () =>
  new Problem(422, 'automatic-message', 'A message that a machine wrote by itself is no reply.');
