import { type Actor, type ComplaintFact, type Fact, fact, type FactOf, idOf } from '@satupintu/events';
import { type Case, leadOf } from './case';

const rule: Actor = { role: 'rule' };

/** Links a fact on one complaint to the one that follows from it on the other. */
const following = ({ id, at }: Fact, subject: string) => ({ subject, at, by: rule, cause: id });

/** A fact and what it did, as the loop tells it. */
export interface MergeCause {
  readonly fact: Fact;
  readonly verdict:
    { readonly kind: 'applied' | 'repeated' } | { readonly kind: 'void'; readonly code: string };
  readonly before?: Case | undefined;
}

/**
 * What a step of a merge on one complaint means for the other one. The follower asks; the lead's own acceptance
 * decides, and its verdict goes back to the follower. Where the follower has taken its ask back meanwhile, the lead
 * lets it go again, and where the follower's reporter has left. A lead that is taken back by its reporter unanswered
 * takes nobody else's matter with it: its followers go on by themselves.
 */
export function reactMerge({ fact: seen, verdict, before }: MergeCause): ComplaintFact[] {
  if (verdict.kind === 'repeated') return [];
  const applied = verdict.kind === 'applied';
  if (seen.type === 'ReporterDisputed') return applied ? letGo(seen, before?.merge.into) : [];
  if (seen.type === 'ReporterWithdrew')
    return applied ? [...letGo(seen, before?.merge.into), ...setFree(seen, before)] : [];
  if (seen.type === 'MergeAsked') return applied ? [askLead(seen)] : [];
  if (seen.type === 'MergeAccepted') {
    if (seen.subject === seen.data.lead)
      return [verdict.kind === 'void' ? refuse(seen, verdict.code) : tellFollower(seen)];
    return applied ? [] : [release(seen, 'withdrawn')];
  }
  return seen.type === 'MergeUndone' && applied && seen.subject === seen.data.follower
    ? [release(seen, 'undone')]
    : [];
}

function askLead(asked: FactOf<'MergeAsked'>): ComplaintFact {
  const { mergeId, into } = asked.data;
  return fact('MergeAccepted', `merge:${mergeId}:lead`, following(asked, into), {
    mergeId,
    lead: into,
    follower: asked.subject,
  });
}

function tellFollower(accepted: FactOf<'MergeAccepted'>): ComplaintFact {
  const { mergeId, follower } = accepted.data;
  return fact('MergeAccepted', `merge:${mergeId}:follower`, following(accepted, follower), accepted.data);
}

function refuse(accepted: FactOf<'MergeAccepted'>, reason: string): ComplaintFact {
  const { mergeId, lead, follower } = accepted.data;
  return fact('MergeRefused', `merge:${mergeId}`, following(accepted, follower), {
    mergeId,
    lead,
    follower,
    reason,
  });
}

/** The reporter of the follower has left: the lead counts one less. */
function letGo(seen: Fact, lead: string | undefined): ComplaintFact[] {
  if (lead === undefined) return [];
  const mergeId = idOf(`merge:${seen.id}`);
  const data = { mergeId, lead, follower: seen.subject };
  return [fact('MergeUndone', `merge:${mergeId}:left`, following(seen, lead), data)];
}

function setFree(seen: Fact, before: Case | undefined): ComplaintFact[] {
  if (!before || leadOf(before)?.status === 'answered') return [];
  return before.merge.followers.map((follower) => {
    const data = { mergeId: idOf(`merge:${seen.id}:${follower}`), lead: seen.subject, follower };
    return fact('MergeUndone', `merge:${data.mergeId}:free`, following(seen, follower), data);
  });
}

function release(seen: FactOf<'MergeAccepted' | 'MergeUndone'>, why: string): ComplaintFact {
  const { mergeId, lead, follower } = seen.data;
  return fact('MergeUndone', `merge:${mergeId}:${why}`, following(seen, lead), { mergeId, lead, follower });
}
