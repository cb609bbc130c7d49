import { type Case, type Person, type Refusal } from '@satupintu/domain';
import { type Actor, type ComplaintFact, type ReferenceFact } from '@satupintu/events';
import { type Standstill } from './conflict';

/** Who wishes what, with which key. */
export interface Wish {
  /** a signed-in person, or the holder of the receipt code */
  readonly person: Person | 'reporter';
  readonly actor: Actor;
  /** the call as made: method and path with its ids, `POST /v1/dispositions/<id>/accept` */
  readonly call: string;
  /** header `Idempotency-Key` */
  readonly idempotencyKey?: string | undefined;
  readonly body: unknown;
}

export interface PublishWish extends Wish {
  /**
   * The facts contain what was published before them, and the caller publishes alone, with everything before it read:
   * what an earlier attempt decided but could not append is decided again, because others may have published since.
   */
  readonly overLatest?: boolean;
}

export interface CaseWish extends Wish {
  readonly complaintId: string;
  /** ids of facts that this service itself adds by rule: the answer waits for them, and its position names them */
  readonly follows?: (state: Case) => readonly string[];
  /** what a 409 adds for the person who asked: what would be granted now, and what was done last */
  readonly conflict?: (state: Case, at: string) => Standstill;
}

/** Makes the natural keys of a command's facts: `keys('answer')`; the same in each repeat of the command. */
export type Keys = (name: string) => string;

export type Decide = (
  state: Case,
  at: string,
  keys: Keys,
) => Promise<readonly ComplaintFact[] | Refusal> | readonly ComplaintFact[] | Refusal;
export type DecideReference = (
  at: string,
  keys: Keys,
) => Promise<readonly ReferenceFact[] | Refusal> | readonly ReferenceFact[] | Refusal;

/** Every command's answer carries the position of its facts. */
export type Answered<A extends object> = A & { readonly position: string };
