import { type Case, isRefusal, type Refusal } from '@satupintu/domain';
import { COMPLAINTS, decode, encode, type Fact, REFERENCE } from '@satupintu/events';
import { type Appender, CaseParked, type Loop } from '@satupintu/log';
import { type Clock } from '../clock';
import { positionOf } from '../calls/position';
import { notFound, Problem, unavailable } from '../http/problem';
import { type Reference } from '../reference/reference';
import { appendFacts } from './append';
import {
  type Answered,
  type CaseWish,
  type Decide,
  type DecideReference,
  type Keys,
  type PublishWish,
} from './command';
import { explainConflict } from './conflict';
import { type Attempt, type Idempotency, type RepeatKey } from './idempotency';
import { voidProblem } from './void';
import { repeatKeyOf } from './who';

export interface CommandParts {
  readonly clock: Clock;
  readonly appender: Appender;
  readonly loop: Loop<Case>;
  readonly reference: Reference;
  readonly idempotency: Idempotency;
  /** whether the complaint waits behind a fact that could not be handled */
  readonly isParked: (complaintId: string) => Promise<boolean>;
  /** how long to wait until the own loop has applied what was written; machine time */
  readonly waitMs?: number;
}

const asProblem = (refusal: Refusal): Problem =>
  refusal.status === 404 ? notFound() : new Problem(refusal.status, refusal.code, refusal.detail);

/**
 * What a person asks for, from wish to answer: decide on the own state, append, wait until the own loop has applied
 * the facts, and answer with their verdict. A repeat with the same key writes the same facts and gets the same bytes.
 */
export class Commands {
  constructor(private readonly parts: CommandParts) {}

  /**
   * Runs a command on one complaint.
   * @throws Problem 404 `not-found`; the refusal's own; 409 with the code of a void verdict; 422
   *   `idempotency-key-reused`; 503 `log-unavailable`, `not-yet-applied`, `case-parked`
   */
  async run<A extends object>(
    wish: CaseWish,
    decide: Decide,
    answer: (facts: readonly Fact[], state: Case) => A,
  ): Promise<Answered<A>> {
    const { loop } = this.parts;
    const answered = this.once(
      repeatKeyOf(wish),
      COMPLAINTS,
      (at, keys) => this.decided(wish, decide, at, keys),
      async (facts) => {
        await this.applied(wish.complaintId, facts);
        const followed = await this.followed(wish);
        const state = await loop.state(wish.complaintId);
        if (!state) throw notFound();
        return { given: answer(facts, state), followed };
      },
    );
    return answered.catch(async (error: unknown) => {
      throw await this.explained(error, wish);
    });
  }

  /** A conflict, with what the caller can do about it, by what is known once the refusal is. */
  private async explained(error: unknown, { complaintId, conflict }: CaseWish): Promise<unknown> {
    if (!conflict || !(error instanceof Problem) || error.status !== 409) return error;
    const state = await this.parts.loop.state(complaintId);
    return state ? explainConflict(error, conflict(state, this.parts.clock.now())) : error;
  }

  /**
   * Publishes reference facts (calendars, policies, appointments) and waits until this process has read them.
   * @throws as `run`, without those of a case
   */
  async publish<A extends object>(
    wish: PublishWish,
    decide: DecideReference,
    answer: (facts: readonly Fact[]) => A,
  ): Promise<Answered<A>> {
    const { reference } = this.parts;
    return this.once(
      repeatKeyOf(wish),
      REFERENCE,
      async (at, keys) => decide(at, keys),
      async (facts) => {
        for (const { id } of facts) {
          if (!(await reference.wait(id, this.waitMs))) throw notYetApplied();
        }
        return { given: answer(facts), followed: [] };
      },
      wish.overLatest === true,
    );
  }

  /**
   * Nothing is claimed about a parked case: the claim would take effect much later. Who may not see the case is not
   * told that it waits either.
   */
  private async decided(
    { complaintId }: CaseWish,
    decide: Decide,
    at: string,
    keys: Keys,
  ): Promise<readonly Fact[] | Refusal> {
    const { loop, isParked } = this.parts;
    const [state, parked] = await Promise.all([loop.state(complaintId), isParked(complaintId)]);
    if (!state) throw parked ? new CaseParked(complaintId) : notFound();
    if (!parked) return decide(state, at, keys);
    if (await isHiddenBy(async () => decide(state, at, keys))) throw notFound();
    throw new CaseParked(complaintId);
  }

  private get waitMs(): number {
    return this.parts.waitMs ?? 5000;
  }

  private async once<A extends object>(
    repeat: RepeatKey,
    topic: string,
    decide: (at: string, keys: Keys) => Promise<readonly Fact[] | Refusal>,
    answer: (facts: readonly Fact[]) => Promise<{ given: A; followed: readonly Named[] }>,
    overLatest = false,
  ): Promise<Answered<A>> {
    const { idempotency, appender } = this.parts;
    const attempt = await idempotency.begin(repeat);
    if (attempt.answer !== undefined) return JSON.parse(attempt.answer) as Answered<A>;
    const facts = await this.factsOf(attempt, repeat, decide, overLatest);
    await appendFacts(appender, topic, facts);
    const { given, followed } = await answer(facts);
    const position = positionOf([...facts, ...followed].map(({ id, subject }) => ({ id, subject, topic })));
    const text = JSON.stringify({ ...given, position });
    return JSON.parse(await idempotency.answered(attempt, repeat, text)) as Answered<A>;
  }

  /** The facts that an earlier attempt decided on, or else a new decision. */
  private async factsOf(
    attempt: Attempt,
    repeat: RepeatKey,
    decide: (at: string, keys: Keys) => Promise<readonly Fact[] | Refusal>,
    overLatest: boolean,
  ): Promise<readonly Fact[]> {
    const earlier = attempt.facts?.map(decode);
    const isLost = overLatest && earlier?.every(({ id }) => !this.parts.reference.has(id)) === true;
    if (earlier && !isLost) return earlier;
    const keys: Keys = (name) => `command:${attempt.keyHash}:${name}`;
    const decided = await decide(this.parts.clock.now(), keys);
    if (isRefusal(decided)) {
      if (isLost) throw asProblem(decided);
      return this.unlessDecided(repeat, decided);
    }
    if (repeat.key === undefined) return decided;
    if (isLost) return (await this.parts.idempotency.decidedAnew(attempt, decided.map(encode))).map(decode);
    return (await this.parts.idempotency.decided(attempt, repeat, decided.map(encode))).map(decode);
  }

  /** A refusal may come from what a twin with the same key did since this attempt began: then its facts are ours. */
  private async unlessDecided(repeat: RepeatKey, refusal: Refusal): Promise<readonly Fact[]> {
    const { facts } = await this.parts.idempotency.begin(repeat);
    if (!facts) throw asProblem(refusal);
    return facts.map(decode);
  }

  /** Waits for what follows by this service's own rule. The command is done already, so it is not waited for longer. */
  private async followed({ complaintId, follows }: CaseWish): Promise<Named[]> {
    const { loop } = this.parts;
    const state = follows && (await loop.state(complaintId));
    if (!state) return [];
    const ids = follows(state);
    await loop.verdicts(complaintId, ids, this.waitMs);
    return ids.map((id) => ({ id, subject: complaintId }));
  }

  private async applied(complaintId: string, facts: readonly Fact[]): Promise<void> {
    const { loop } = this.parts;
    const verdicts = await loop.verdicts(
      complaintId,
      facts.map(({ id }) => id),
      this.waitMs,
    );
    if (!verdicts) throw notYetApplied();
    for (const { id } of facts) {
      const verdict = verdicts.get(id);
      if (verdict?.kind === 'void') throw voidProblem(verdict.code, await loop.state(complaintId));
    }
  }
}

/** What a position needs of a fact. */
type Named = Pick<Fact, 'id' | 'subject'>;

const notYetApplied = () =>
  unavailable('not-yet-applied', 'Written, but not applied here yet. Repeat with the same key.', 1);

/** Whether the one who asks is told that there is nothing; whatever else is decided counts for nothing. */
async function isHiddenBy(decide: () => Promise<readonly Fact[] | Refusal>): Promise<boolean> {
  try {
    const decided = await decide();
    return isRefusal(decided) && decided.status === 404;
  } catch (error) {
    return error instanceof Problem && error.status === 404;
  }
}
