import {
  type ComplaintClass,
  type Contribution,
  type Owner,
  type Reason,
  type Suggestion,
  type Versions,
} from '@satupintu/events';
import { type FeatureInput } from '../learning/rows';
import { type DirectoryIndex } from './directory';
import { type BodyFinder } from './bodies';
import { type CategoryFinder } from './category';
import { type PlaceCandidate } from './place/candidate';
import { type Gazetteer } from './place/gazetteer';
import { type PreparedPolicy } from './topics';

/** What earlier decisions teach. Labels name duties, not places: `nat.pln`, `regency/dinas-kesehatan`, `regency`. */
export interface LearnedModel {
  readonly version: string;
  /** calibrated, best first; probabilities sum to 1 at most */
  predict(input: FeatureInput): readonly { readonly label: string; readonly probability: number }[];
  /** how many complaints of the label it learned from, for people to read */
  examplesOf?(label: string): number;
}

/** Everything a decision knows before it sees a complaint. */
export interface RoutingKit {
  readonly directory: DirectoryIndex;
  readonly prepared: PreparedPolicy;
  readonly gazetteer: Gazetteer;
  readonly bodies: BodyFinder;
  /** absent: the category of the clearest topic stands */
  readonly categories?: CategoryFinder;
  /** absent until one has been published */
  readonly model?: LearnedModel;
}

/** A body that would not take the complaint, and whom it named instead. */
export interface Refused {
  readonly organisation: string;
  readonly unit?: string | undefined;
  readonly ground?: string | undefined;
  readonly proposed?: string | undefined;
}

export interface RoutingInput {
  readonly text: string;
  readonly title?: string | undefined;
  readonly class?: ComplaintClass | undefined;
  readonly category?: string | undefined;
  readonly agencyHint?: string | undefined;
  readonly place?: {
    readonly regionCode?: string | undefined;
    readonly lat?: number | undefined;
    readonly lon?: number | undefined;
    readonly description?: string | undefined;
  };
  /** operator of the channel: a regency’s own app is mostly used about that regency */
  readonly operator?: string | undefined;
  /** asked for by the reporter: a mistake shows it to the wrong people */
  readonly confidential?: boolean | undefined;
  readonly refused?: readonly Refused[];
}

/** Who should handle a complaint, how sure that is, and whether it goes there without a person. */
export interface Decision {
  readonly decision: 'route' | 'triage';
  /** best first, each organisation once; may be empty */
  readonly suggestions: readonly Suggestion[];
  readonly class: ComplaintClass;
  readonly category?: string;
  readonly place?: PlaceCandidate;
  /** region code that is sure enough to be written down */
  readonly region?: string;
  readonly emergency: boolean;
  /** bodies that probably have a part beside the lead, likeliest first */
  readonly contributors: readonly Contribution[];
  /** the learned model tipped the balance */
  readonly decidedBy: 'rule' | 'model';
  /** about the complaint as a whole: class, place, emergency, why triage */
  readonly reasons: readonly Reason[];
  /** accountable while it waits for a person */
  readonly owner: Owner;
  readonly versions: Versions;
}
