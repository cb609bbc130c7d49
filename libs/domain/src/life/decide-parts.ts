import { type Data, fact, idOf, type Sealed } from '@satupintu/events';
import { aboutOf, attempt, type Decided, type Wish } from './attempt';
import { type Case } from './case';
import { compact } from './rule';
import { refuse, type Refusal } from './verdict';

/** The id of the disposition that an invitation makes. */
export const contributionId = (key: string): string => idOf(`contribution:${key}`);

export interface Invitation {
  readonly organisation: string;
  readonly unit?: string | undefined;
  /** the task */
  readonly words: Sealed;
  /** the case is not answered in substance without it, unless the lead says why */
  readonly required: boolean;
  /** the contribution that another body declined, for which this one is asked instead */
  readonly replaces?: string | undefined;
}

const isTaken = ({ status }: { status: string }) => status === 'offered' || status === 'accepted';

/** Contributions that came back: declined, and nobody was asked instead. */
export function refusedContributions({ dispositions }: Case) {
  const parts = Object.values(dispositions);
  const replaced = new Set(parts.map(({ replaces }) => replaces));
  return parts.filter(
    ({ part, status, dispositionId }) =>
      part === 'contributor' && status === 'declined' && !replaced.has(dispositionId),
  );
}

/** Why a body cannot be asked for it. */
function hindrance(state: Case, wish: Invitation): Refusal | undefined {
  const taken = Object.values(state.dispositions).some(
    (part) => isTaken(part) && part.organisation === wish.organisation && part.unit === wish.unit,
  );
  if (taken) return refuse(409, 'already-on-case', 'That body is on the case already.');
  const isRefused = ({ dispositionId }: { dispositionId: string }) => dispositionId === wish.replaces;
  return wish.replaces === undefined || refusedContributions(state).some(isRefused)
    ? undefined
    : refuse(409, 'not-declined', 'It replaces no contribution that was declined and is open still.');
}

/** The lead asks another body, anywhere in the country, for its part of the work. */
export function inviteContributor(state: Case, wish: Invitation, by: Wish): Decided {
  const hindered = hindrance(state, wish);
  if (hindered) return hindered;
  const dispositionId = contributionId(by.key);
  const data = compact<Data<'ContributorInvited'>>({ ...wish, dispositionId });
  return attempt(state, [fact('ContributorInvited', by.key, aboutOf(state, by), data)]);
}

export function releaseContributor(
  state: Case,
  wish: { dispositionId: string; reason: string },
  by: Wish,
): Decided {
  return attempt(state, [fact('ContributorReleased', by.key, aboutOf(state, by), wish)]);
}

/** The lead asks a part that has taken its task on to lead the case. Until that one says so, nothing changes. */
export function offerLead(
  state: Case,
  wish: { from: string; to: string; words?: Sealed | undefined },
  by: Wish,
): Decided {
  const data = compact<Data<'LeadOffered'>>(wish);
  return attempt(state, [fact('LeadOffered', by.key, aboutOf(state, by), data)]);
}

/** The lead takes its open offer back, whomever it was made to. */
export function withdrawOffer(
  state: Case,
  wish: { dispositionId: string; words: Sealed },
  by: Wish,
): Decided {
  const { dispositionId: from, words } = wish;
  const data = { from, to: state.leadOffer?.to ?? from, words };
  return attempt(state, [fact('LeadOfferWithdrawn', by.key, aboutOf(state, by), data)]);
}

/** A part that was asked to lead will not. */
export function refuseOffer(state: Case, wish: { dispositionId: string; words: Sealed }, by: Wish): Decided {
  const { dispositionId: to, words } = wish;
  const data = { from: state.leadOffer?.from ?? to, to, words };
  return attempt(state, [fact('LeadOfferRefused', by.key, aboutOf(state, by), data)]);
}

/** It leads the case from now on, accountable to the reporter; who led before contributes, and may be released. */
export function takeLead(state: Case, wish: { dispositionId: string }, by: Wish): Decided {
  const data = { from: state.lead ?? wish.dispositionId, to: wish.dispositionId };
  return attempt(state, [fact('LeadHandedOver', by.key, aboutOf(state, by), data)]);
}
