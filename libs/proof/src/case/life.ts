import { type ComplaintClass, type Owner } from '@satupintu/events';

/** A stretch of waiting; open without an end. */
export interface Stretch {
  readonly startedAt: string;
  readonly endedAt?: string;
}

/** One body's part in a case, with the instants of what happened there. */
export interface Part {
  readonly dispositionId: string;
  readonly part: 'lead' | 'contributor';
  readonly organisation: string;
  readonly unit?: string;
  readonly status: string;
  readonly offeredAt: string;
  readonly unitNamedAt?: string;
  readonly acceptedAt?: string;
  readonly firstAnswerAt?: string;
  readonly substantiveAt?: string;
  readonly endedAt?: string;
  /** since when it leads or contributes, where the lead changed hands */
  readonly partSince?: string;
  readonly round: number;
  readonly rounds: readonly {
    readonly startedAt: string;
    readonly answeredAt?: string;
    readonly reachedAt?: string;
    readonly repliedAt?: string;
  }[];
}

/** What happened to a case so far, without its clocks. Which facts took effect is for others to judge. */
export interface Life {
  readonly complaintId: string;
  readonly trackingId: string;
  readonly channel: string;
  readonly filedAt: string;
  readonly status: string;
  readonly closedAt?: string;
  readonly class: ComplaintClass;
  readonly region?: string;
  readonly owner: Owner;
  readonly lead?: string;
  readonly dispositions: Readonly<Record<string, Part>>;
  readonly questions: readonly (Stretch & { readonly questionId: string; readonly dispositionId?: string })[];
  readonly verifications: readonly Stretch[];
  readonly arbitrations: readonly Stretch[];
  /** when it followed another case */
  readonly merge: { readonly stretches?: readonly Stretch[] };
}
