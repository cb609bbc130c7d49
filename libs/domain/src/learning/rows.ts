/** What directory, policy and gazetteer found in a text, so that the model sees them as features. */
export interface Findings {
  readonly topics: readonly FoundTopic[];
  /** bodies named, by code; weight as the directory gives it (alias 2.5, full name 4) */
  readonly bodies: readonly { readonly organisation: string; readonly weight: number }[];
  /** places, best first; region code and its official name, probability 0–1 */
  readonly places: readonly {
    readonly region: string;
    readonly name: string;
    readonly probability: number;
  }[];
}

export interface FoundTopic {
  readonly key: string;
  readonly score: number;
  readonly affair?: string;
  /** national body that has the topic */
  readonly organisation?: string;
}

export const noFindings: Findings = { topics: [], bodies: [], places: [] };

/** What the model sees of a complaint. */
export interface FeatureInput {
  readonly text: string;
  readonly title?: string;
  readonly category?: string;
  readonly findings: Findings;
}

/** One labelled complaint. */
export interface TrainingRow {
  readonly features: FeatureInput;
  /** who handled it in the end; empty where only refusals are known */
  readonly label: string;
  /** default 1 */
  readonly weight?: number;
  /** labels that it is not: bodies that refused it */
  readonly against?: readonly string[];
}
