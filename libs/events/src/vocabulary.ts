import { type DataOf } from './fact-type';
import { caseworkFacts } from './facts/casework';
import { intakeFacts } from './facts/intake';
import { oversightFacts } from './facts/oversight';
import { caseworkReference, clockReference, routerReference } from './facts/reference';
import { routerFacts } from './facts/router';
import { clockFacts } from './facts/sla-monitor';
import { type Actor } from './shapes';

/** Facts about one complaint: topic `satupintu.complaints`, keyed by the complaint. */
export const complaintVocabulary = {
  ...intakeFacts,
  ...routerFacts,
  ...caseworkFacts,
  ...clockFacts,
  ...oversightFacts,
};
/** Versions of what everybody must know: topic `satupintu.reference`. */
export const referenceVocabulary = { ...routerReference, ...clockReference, ...caseworkReference };
/** Everything that can be said, and who may say it. */
export const vocabulary = { ...complaintVocabulary, ...referenceVocabulary };

export type Vocabulary = typeof vocabulary;
export type FactType = keyof Vocabulary;
export type ComplaintFactType = keyof typeof complaintVocabulary;
export type ReferenceFactType = keyof typeof referenceVocabulary;
export type Data<T extends FactType> = DataOf<Vocabulary[T]>;

/**
 * One thing that happened, in its current version. `id` follows from a natural key (see `idOf`), so that the same
 * thing said twice has the same id. `subject` is the complaint, or for reference facts the kind of reference.
 */
export interface FactOf<T extends FactType> {
  readonly id: string;
  readonly type: T;
  readonly subject: string;
  /** when the service that said it accepted it; never a client's time */
  readonly at: string;
  readonly by: Actor;
  /** the fact that this one follows from by rule */
  readonly cause?: string;
  readonly data: Data<T>;
}
export type Fact<T extends FactType = FactType> = { [K in T]: FactOf<K> }[T];
export type ComplaintFact = Fact<ComplaintFactType>;
export type ReferenceFact = Fact<ReferenceFactType>;

export const factTypes = Object.keys(vocabulary) as FactType[];
export const isComplaintFact = (fact: Fact): fact is ComplaintFact => fact.type in complaintVocabulary;
