import { Inject, Injectable } from '@nestjs/common';
import { CaseParked } from '@satupintu/log';
import {
  asProblem,
  type Command,
  type Deps,
  parsePosition,
  positionOf,
  Problem,
  SERVICE_DEPS,
} from '@satupintu/service';
import { type BulkBody, type TriageBody } from './triage-shapes';
import { Triage } from './triage.provider';

/** What became of one of many cases, as it is answered. */
type Verdict =
  | { readonly complaintId: string; readonly done: true; readonly position: string }
  | {
      readonly complaintId: string;
      readonly done: false;
      readonly problem: { readonly status: number; readonly code: string; readonly detail: string };
    };

/** Facts of several cases are appended together; more at once would only wait for each other. */
const atOnce = 10;

/**
 * One decision on many cases. Each case is decided by itself, whole or not at all, and has its own verdict; a repeat
 * with the same key goes on where the first was interrupted, and gives the same answer.
 */
@Injectable()
export class Bulk {
  constructor(
    private readonly triage: Triage,
    @Inject(SERVICE_DEPS) private readonly deps: Deps,
  ) {}

  /** @throws Problem 422 where the decision itself is wrong; 503 where it must be repeated */
  async decide(command: Command<BulkBody>): Promise<object> {
    const { person, call, idempotencyKey: key, body } = command;
    const repeat = { who: `person:${person.subject}`, call, key, body };
    const { idempotency } = this.deps;
    const attempt = await idempotency.begin(repeat);
    if (attempt.answer !== undefined) return JSON.parse(attempt.answer) as object;
    this.triage.check(body);
    // From here on the key is this body's, whatever happens to the cases.
    await idempotency.decided(attempt, repeat, attempt.facts ?? []);
    const verdicts = await this.verdicts(command);
    return JSON.parse(await idempotency.answered(attempt, repeat, JSON.stringify(shown(verdicts)))) as object;
  }

  private async verdicts({ body: { items, ...body }, ...command }: Command<BulkBody>): Promise<Verdict[]> {
    const verdicts: Verdict[] = [];
    for (let from = 0; from < items.length; from += atOnce) {
      const some = items.slice(from, from + atOnce);
      verdicts.push(
        ...(await Promise.all(some.map((complaintId) => this.one({ ...command, body }, complaintId)))),
      );
    }
    return verdicts;
  }

  private async one(command: Command<TriageBody>, complaintId: string): Promise<Verdict> {
    const call = `${command.call}/${complaintId}`;
    try {
      return { ...(await this.triage.decide({ ...command, call }, complaintId)), done: true };
    } catch (error) {
      // An outage is everybody's and passes; a case that waits for an operator would hold up all the others.
      const isItsOwn = error instanceof CaseParked || (error instanceof Problem && error.status < 500);
      if (!isItsOwn) throw error;
      const { status, code, detail } = asProblem(error);
      return { complaintId, done: false, problem: { status, code, detail } };
    }
  }
}

function shown(verdicts: readonly Verdict[]): object {
  const positions = verdicts.flatMap((each) => (each.done ? parsePosition(each.position) : []));
  const facts = positions.flatMap(({ topic, subject, ids }) => ids.map((id) => ({ topic, subject, id })));
  const done = verdicts.filter((each) => each.done).length;
  return {
    items: verdicts.map((each) => (each.done ? { ...each, position: undefined } : each)),
    done,
    refused: verdicts.length - done,
    position: positionOf(facts),
  };
}
