import { Inject, Injectable } from '@nestjs/common';
import {
  type Case,
  compareTwins,
  type Comparison,
  isFinal,
  likely,
  mayReadCase,
  type Person,
} from '@satupintu/domain';
import { type Deps, SERVICE_DEPS } from '@satupintu/service';
import { findAlike, type Kept, readKept } from './find-alike';

/** A case that perhaps tells of the same thing. */
export interface Twin extends Comparison {
  readonly complaintId: string;
  readonly trackingId: string;
  readonly status: string;
  readonly filedAt: string;
}

interface Candidate extends Comparison {
  readonly complaintId: string;
}

const mostTwins = 3;
/** What is over is a twin for a while: the answer that was given may be an answer here. */
const recent = 90 * 86_400_000;

/** Suggests cases that may tell of the same thing. Nothing is merged: people decide, each with what they may see. */
@Injectable()
export class Twins {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  /** Likely twins of each case, likeliest first, at most three; only such as the person may see. */
  async of(person: Person, subjects: readonly Case[]): Promise<Map<string, Twin[]>> {
    const { pool, loop } = this.deps;
    const kept = await readKept(
      pool,
      subjects.map(({ complaintId }) => complaintId),
    );
    const alike = await findAlike(pool, kept);
    const candidates = new Map(kept.map((one) => [one.complaintId, likelyOf(one, alike)]));
    const states = await loop.states([
      ...new Set([...candidates.values()].flat().map(({ complaintId }) => complaintId)),
    ]);
    return new Map(
      subjects.map((subject) => [
        subject.complaintId,
        this.seen(person, subject, candidates.get(subject.complaintId) ?? [], states),
      ]),
    );
  }

  private seen(
    person: Person,
    subject: Case,
    candidates: readonly Candidate[],
    states: ReadonlyMap<string, Case>,
  ): Twin[] {
    const tree = this.deps.reference.directory();
    const now = Date.parse(this.deps.clock.now());
    const twins = candidates.flatMap(({ complaintId, probability, evidence }): Twin[] => {
      const state = states.get(complaintId);
      if (!state || !mayReadCase(person, state, tree)) return [];
      if (!isOfUse(state, subject, now)) return [];
      const { trackingId, status, filedAt } = state;
      return [{ complaintId, trackingId, status, filedAt, probability, evidence }];
    });
    return twins.slice(0, mostTwins);
  }
}

/** Likeliest first; among equals the one that was filed first, which the others would follow. */
function likelyOf(one: Kept, alike: ReadonlyMap<string, Kept[]>): Candidate[] {
  return (alike.get(one.complaintId) ?? [])
    .map((other) => ({ ...compareTwins(one, other), complaintId: other.complaintId, filedAt: other.filedAt }))
    .filter(({ probability }) => probability >= likely)
    .sort((a, b) => b.probability - a.probability || (a.filedAt < b.filedAt ? -1 : 1));
}

/** Open, or over not long ago; neither withdrawn nor merged, with this case or with another. */
function isOfUse(state: Case, subject: Case, now: number): boolean {
  if (state.status === 'merged' || state.closedReason === 'withdrawn') return false;
  if (subject.merge.into === state.complaintId || state.merge.into === subject.complaintId) return false;
  return !isFinal(state) || now - Date.parse(state.closedAt ?? state.filedAt) <= recent;
}
