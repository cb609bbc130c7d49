import { type Attachments } from '@satupintu/attachments';
import { type Case, erase, isRefusal } from '@satupintu/domain';
import { COMPLAINTS, decode, encode, type Fact } from '@satupintu/events';
import { type Loop, Outbox, recordOf, transaction } from '@satupintu/log';
import { type Clock, type Idempotency, positionOf, Problem, type RepeatKey } from '@satupintu/service';
import { type KeyWriter, type Vault } from '@satupintu/vault';
import { type Pool } from 'pg';
import { forgetSender } from '../channels/kept';
import { type Cases } from './cases';
import { reporter } from './replies';
import { type ErasureBody } from './shapes';

export interface ErasureParts {
  readonly attachments: Attachments;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly cases: Cases;
  readonly loop: Loop<Case>;
  readonly vault: Vault;
  readonly keyWriter: KeyWriter;
  readonly idempotency: Idempotency;
  readonly kick: () => void;
}

/**
 * Cuts the person from the case. One transaction destroys the keys, removes the attachments and holds the fact for
 * the log: it is done when it is answered, also while the log is away.
 */
export class Erasure {
  constructor(private readonly parts: ErasureParts) {}

  /** JSON text of the answer, the same in each repeat. @throws Problem 409 `already-erased`, 422 */
  async erase(complaintId: string, body: ErasureBody, idempotencyKey: string | undefined): Promise<string> {
    const { scope } = body;
    const { idempotency, cases } = this.parts;
    const call = `POST /v1/complaints/${complaintId}/erasure`;
    const repeat: RepeatKey = { who: `reporter:${complaintId}`, call, key: idempotencyKey, body };
    const attempt = await idempotency.begin(repeat);
    if (attempt.answer !== undefined) return attempt.answer;
    const { state } = await cases.state(complaintId);
    // Done again after a crash: keys stay destroyed, and the log takes the fact twice for once.
    const erased = attempt.facts?.map(decode) ?? [this.decide(state, scope)];
    await idempotency.decided(attempt, repeat, erased.map(encode));
    await this.carryOut(complaintId, scope, erased);
    await this.parts.loop.verdicts(
      complaintId,
      erased.map(({ id }) => id),
      5000,
    );
    const position = positionOf(erased.map(({ id, subject }) => ({ topic: COMPLAINTS, id, subject })));
    const answer = { complaintId, trackingId: state.trackingId, erased: scope, position };
    return idempotency.answered(attempt, repeat, JSON.stringify(answer));
  }

  private decide(state: Case, scope: ErasureBody['scope']): Fact {
    const key = `erasure:${state.complaintId}:${scope}`;
    const decided = erase(state, scope, { at: this.parts.clock.now(), by: reporter, key });
    if (isRefusal(decided)) throw new Problem(decided.status, decided.code, decided.detail);
    const [fact] = decided;
    if (!fact) throw new Error('an erasure is one fact');
    return fact;
  }

  private async carryOut(
    complaintId: string,
    scope: ErasureBody['scope'],
    facts: readonly Fact[],
  ): Promise<void> {
    const { attachments, pool, keyWriter, vault, kick } = this.parts;
    await transaction(pool, async (client) => {
      await keyWriter.destroyKeys(client, complaintId, scope);
      if (scope === 'all') await attachments.erase(client, complaintId);
      await forgetSender(client, complaintId);
      await Outbox.add(client, facts.map(recordOf));
    });
    vault.forget(complaintId);
    kick();
    await attachments.sweep();
  }
}
