import { type Case, type Disposition, isActive } from '@satupintu/domain';
import { type Contribution, type Fact } from '@satupintu/events';
import { notFound } from '@satupintu/service';
import { contributionsOf, type ContributionShown, type RefusalShown } from './contributions';
import { dueAtOf } from './due';

/** How a body's part in a case stands: everything of it but words. */
export interface Standing {
  readonly dispositionId: string;
  readonly complaintId: string;
  readonly trackingId: string;
  readonly part: Disposition['part'];
  readonly organisation: string;
  readonly unit?: string;
  readonly status: Disposition['status'];
  readonly caseStatus: Case['status'];
  readonly offeredAt: string;
  readonly dueAt?: string;
  readonly class: Case['class'];
  readonly category?: string;
  readonly hop: number;
  readonly decidedBy: Disposition['decidedBy'];
  /** decided by arbitration: cannot be declined */
  readonly final: boolean;
  readonly disputes: number;
  /** danger to life, as the router found it */
  readonly emergency?: boolean;
  /** for the lead: bodies that probably have a part and are not on the case yet; inviting them is a person’s act */
  readonly proposedContributors?: readonly Contribution[];
  /** of a contribution: the case is not answered in substance without it, unless the lead says why */
  readonly required?: boolean;
  /** the contribution that another body declined, and this one was asked for instead */
  readonly replaces?: string;
  /** for who leads and whom it asks to lead: the offer that is open */
  readonly leadOffer?: { readonly from: string; readonly to: string; readonly at: string };
  /** for the lead: what it asked of whom, and how that stands */
  readonly contributions?: readonly ContributionShown[];
  /** for the lead: tasks that came back and wait for its decision */
  readonly refusedContributions?: readonly RefusalShown[];
}

/** @throws Problem 404 where the case has no such disposition */
export function standingOf(state: Case, dispositionId: string): Standing {
  const disposition = state.dispositions[dispositionId];
  if (!disposition) throw notFound();
  const { part, organisation, unit, status, offeredAt, hop, decidedBy, final, round } = disposition;
  const dueAt = dueAtOf(state, dispositionId);
  return {
    dispositionId,
    complaintId: state.complaintId,
    trackingId: state.trackingId,
    part,
    organisation,
    ...(unit === undefined ? {} : { unit }),
    status,
    caseStatus: state.status,
    offeredAt,
    ...(dueAt === null ? {} : { dueAt }),
    class: state.class,
    ...(state.category === undefined ? {} : { category: state.category }),
    hop,
    decidedBy,
    final,
    disputes: round,
    ...(state.emergency === true && { emergency: true }),
    ...(disposition.replaces !== undefined && { replaces: disposition.replaces }),
    ...leadOfferOf(state, dispositionId),
    ...(part === 'lead' ? proposals(state) : { required: disposition.required === true }),
    ...(dispositionId === state.lead && contributionsOf(state)),
  };
}

const leadOfferOf = ({ leadOffer }: Case, dispositionId: string): Pick<Standing, 'leadOffer'> =>
  leadOffer && (leadOffer.from === dispositionId || leadOffer.to === dispositionId) ? { leadOffer } : {};

/** The router’s proposals, less those who are on the case by now. */
function proposals(state: Case): Pick<Standing, 'proposedContributors'> {
  const taken = Object.values(state.dispositions).filter(isActive);
  const open = (state.proposedContributors ?? []).filter(
    ({ organisation, unit }) =>
      !taken.some(
        (each) =>
          each.organisation === organisation &&
          (each.unit === undefined || unit === undefined || each.unit === unit),
      ),
  );
  return open.length > 0 ? { proposedContributors: open } : {};
}

/** The id of what a command made, as its fact names it. */
export function madeBy<N extends string>(facts: readonly Fact[], name: N): Record<N, unknown> {
  const data = facts[0]?.data as Readonly<Record<string, unknown>> | undefined;
  return { [name]: data?.[name] } as Record<N, unknown>;
}
