import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { attach } from '@satupintu/attachments';
import { type Case } from '@satupintu/domain';
import { asProblem, parsePosition, positionOf } from '@satupintu/service';
import { Desk } from '../desk/desk.provider';
import { allowedKinds } from './allowed-kinds';
import { decideUpdate } from './decide-update';
import { type Come, type Kept, KeptUpdates, type SealedWish } from './kept-updates';
import { actsOn, partMeant } from './partner-part';
import { type Result, type Update } from './update-shapes';
import { sealedWish } from './update-words';

/** A partner that was let in: its body, and the token that spoke for it. */
export interface Partner {
  readonly organisation: string;
  readonly subject: string;
}

/**
 * What partner apps push. Each update is kept before it is applied, and applied when all before it on its case are:
 * so that none counts twice, none overtakes another, and a process that dies in between loses nothing.
 */
@Injectable()
export class Updates {
  constructor(private readonly desk: Desk) {}

  /** Takes updates in and applies whatever has its turn; the results are in the order of the updates. */
  async take(partner: Partner, updates: readonly Update[]): Promise<Result[]> {
    const kept = new KeptUpdates(this.desk.deps.pool, partner.organisation);
    const refused = new Map<string, Result>();
    for (const update of updates) {
      const refusal = await this.keep(kept, partner, update);
      if (refusal !== undefined) refused.set(JSON.stringify(update), refusalOf(update, refusal));
    }
    const away = new Map<string, string>();
    const expected = new Map<string, number>();
    for (const complaintId of new Set(updates.map((update) => update.complaintId))) {
      const { expects, problem } = await this.applyReady(partner.organisation, complaintId);
      expected.set(complaintId, expects);
      if (problem !== undefined) away.set(complaintId, problem);
    }
    const come = await kept.come(updates.map(({ updateId }) => updateId));
    const results = updates.map(async (update): Promise<Result> => {
      const result = refused.get(JSON.stringify(update)) ?? come.get(update.updateId)?.result;
      if (!result) throw new Error('an update was neither kept nor refused');
      if (result.state === 'applied') return result;
      if (result.state === 'refused') return { ...result, ...(await this.instead(partner, update)) };
      const problem = away.get(update.complaintId);
      const expects = expected.get(update.complaintId);
      if (problem !== undefined) return { ...result, code: problem };
      return { ...result, code: 'gap', ...(expects !== undefined && { expects }) };
    });
    return Promise.all(results);
  }

  /** What the partner could send of the case instead; nothing of one that it does not act on. */
  private async instead(
    { organisation }: Partner,
    { complaintId }: Update,
  ): Promise<Pick<Result, 'allowed'>> {
    const { loop, clock } = this.desk.deps;
    const state = await loop.state(complaintId);
    return state && actsOn(organisation, state)
      ? { allowed: allowedKinds(state, organisation, clock.now()) }
      : {};
  }

  /** Applies what waits on all cases of a partner and has its turn; gives how many were settled. */
  async resume(organisation: string): Promise<number> {
    const kept = new KeptUpdates(this.desk.deps.pool, organisation);
    let settled = 0;
    for (const complaintId of await kept.waitingCases()) {
      settled += (await this.applyReady(organisation, complaintId)).settled;
    }
    return settled;
  }

  /** Keeps an update unless it was kept before. @returns the code of a refusal */
  private async keep(kept: KeptUpdates, partner: Partner, update: Update): Promise<string | undefined> {
    const before = (await kept.come([update.updateId])).get(update.updateId);
    if (before) return (await this.isSame(before, update)) ? undefined : 'update-id-reused';
    const { complaintId, updateId, at: saidAt } = update;
    const state = await this.desk.deps.loop.state(complaintId);
    if (!state || !actsOn(partner.organisation, state)) return 'unknown-complaint';
    const seal = (field: string, text: string) => this.desk.seal(complaintId, field, text);
    const wish = await sealedWish(update, partner.subject, seal);
    const digest = await seal('digest', digestOf(update));
    const times = { receivedAt: this.desk.deps.clock.now(), saidAt };
    if (await kept.keep({ ...update, wish }, digest, times)) return undefined;
    // A twin of this call may have kept it meanwhile.
    const twin = (await kept.come([updateId])).get(updateId);
    return twin && (await this.isSame(twin, update)) ? undefined : 'sequence-taken';
  }

  /** Whether an update says what it said before. Of an erased case nobody can tell; it counts as the same. */
  private async isSame({ digest, result }: Come, update: Update): Promise<boolean> {
    if (result.complaintId !== update.complaintId) return false;
    const { complaintId } = result;
    const [opened] = await this.desk.deps.vault.open([{ complaintId, sealed: digest, purpose: 'repeat' }]);
    return opened === undefined || (opened as { text?: string }).text === digestOf(update);
  }

  /**
   * Applies the updates of a case one by one, as long as the next number is there. Two processes that do so at once
   * write the same facts: the next number comes up only when the one before is settled.
   */
  private async applyReady(
    organisation: string,
    complaintId: string,
  ): Promise<{ expects: number; settled: number; problem?: string }> {
    const kept = new KeptUpdates(this.desk.deps.pool, organisation);
    for (let settled = 0; ; settled++) {
      const { expects, kept: next } = await kept.next(complaintId);
      if (!next) return { expects, settled };
      const outcome = await this.apply(organisation, next);
      if ('away' in outcome) return { expects, settled, problem: outcome.away };
      await kept.settle(next.updateId, outcome);
    }
  }

  /** The update’s id is the command’s key: whoever applies it again writes the same facts. */
  private async apply(
    organisation: string,
    { updateId, complaintId, wish }: Kept,
  ): Promise<{ position: string } | { refused: string } | { away: string }> {
    const { subject } = wish;
    const actor = { role: 'channel', organisation, subject } as const;
    const person = { ...actor, subject: `partner:${organisation}`, name: '' };
    try {
      this.checkExists(wish);
      const { position } = await this.desk.deps.commands.run(
        { complaintId, person, actor, call: 'partner-update', idempotencyKey: updateId, body: wish.kind },
        async (state: Case, at, keys) => {
          await this.attach(organisation, state, wish);
          return decideUpdate(state, organisation, wish, { at, by: actor, key: keys(wish.kind) });
        },
        () => ({}),
      );
      return { position };
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status === 500) this.desk.deps.logger.error({ err: error }, 'an update cannot be applied');
      return problem.status < 500 ? { refused: problem.code } : { away: problem.code };
    }
  }

  /** Files become the case's own before the fact that names them. @throws Problem 422 `unknown-attachment` */
  private async attach(organisation: string, state: Case, wish: SealedWish) {
    const part = actsOn(organisation, state) ? partMeant(state, organisation, wish) : undefined;
    const { complaintId } = state;
    if (part && wish.attachments)
      await attach(this.desk.deps, { complaintId, ids: wish.attachments, by: part.part });
  }

  private checkExists({ unit, proposed }: { unit?: string; proposed?: string }): void {
    this.desk.checkExists({ unit, organisation: proposed });
  }
}

/** The same for the same update, in whatever order its members were written down. */
const digestOf = (update: Update): string =>
  createHash('sha256').update(JSON.stringify(Object.entries(update).sort(byName))).digest('base64url'); // prettier-ignore
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);

const refusalOf = ({ updateId, complaintId, sequence }: Update, code: string): Result => ({
  updateId,
  complaintId,
  sequence,
  state: 'refused',
  code,
});

/** Where the facts of all applied updates stand: of each case the last, which stands for those before it. */
export function positionOfAll(results: readonly Result[]): string {
  const facts = results.flatMap(({ position }) => (position === undefined ? [] : parsePosition(position)));
  const last = new Map(facts.map((each) => [each.subject, each]));
  return positionOf(
    [...last.values()].flatMap(({ topic, subject, ids }) => ids.slice(-1).map((id) => ({ topic, subject, id }))),
  ); // prettier-ignore
}
