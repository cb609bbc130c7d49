import {
  type ComplaintClass,
  type Data,
  fact,
  type Fact,
  type FactOf,
  idOf,
  type Owner,
  type Reason,
  type Suggestion,
} from '@satupintu/events';
import { type Case } from '../life/case';
import { nextDispositionId } from '../life/decide-router';
import { arbiterOf } from './arbiter';
import { type Decision, type Refused, type RoutingInput, type RoutingKit } from './decision';
import * as say from './reasons';
import { suggest } from './suggest';
import { decisionVersions } from './versions';

/** What the filing said, opened for a moment: JSON of `ComplaintFiled.words`. */
export type Filing = Pick<RoutingInput, 'text' | 'title' | 'place' | 'agencyHint'>;

/** A fact that was applied, and what the complaint came to. */
export interface RoutingCause {
  readonly fact: Fact;
  readonly before: Case | undefined;
  readonly after: Case;
}

export interface RoutingContext {
  readonly kit: RoutingKit;
  readonly at: string;
  /** undefined: the words were erased */
  readonly filing: Filing | undefined;
}

/** Facts that need the filing's words to be reacted to. */
export const needsFiling = ({ type }: Fact): boolean =>
  type === 'ComplaintFiled' || type === 'DispositionDeclined';

/**
 * What the router does by rule. At every instant one body is accountable: who refused stays so until one of these
 * facts is applied, and each of them names the next one.
 */
export function reactRouter(cause: RoutingCause, context: RoutingContext): Fact[] {
  const { fact: said, before, after } = cause;
  if (said.type === 'ComplaintFiled') {
    return carryOut(decide(after, said.data.class, context), cause, context, 'unsure');
  }
  if (said.type === 'DispositionDeclined' && after.lead === said.data.dispositionId)
    return afterRefusal(cause, context);
  if (said.type === 'ReporterDisputed' && before?.status === 'archived') return appeal(cause, context);
  if (said.type === 'ArbitrationDecided') return [finalOffer(said, cause, context)];
  return [];
}

const rule = { role: 'rule' } as const;
const about = ({ fact: cause, after }: RoutingCause, { at }: RoutingContext) => ({
  subject: after.complaintId,
  at: at > cause.at ? at : cause.at,
  by: rule,
  cause: cause.id,
});

/** Bodies that refused the lead so far, in order; the last refusal's proposal is the one that counts. */
function refusals(state: Case): Refused[] {
  return Object.values(state.dispositions)
    .filter(({ part, status }) => part === 'lead' && status === 'declined')
    .sort((a, b) => a.hop - b.hop)
    .map(({ organisation, ground, proposed }) => ({ organisation, ground, proposed }));
}

/** Decides again from the words; without words only the place is left, and a person decides. */
function decide(state: Case, given: ComplaintClass | undefined, { kit, filing }: RoutingContext): Decision {
  const input: RoutingInput = {
    ...(filing ?? { text: '' }),
    place: { ...filing?.place, ...(state.region !== undefined && { regionCode: state.region }) },
    class: given,
    category: state.category,
    operator: state.filedBy,
    refused: refusals(state),
  };
  const decision = suggest(input, kit);
  if (filing) return decision;
  return {
    ...decision,
    decision: 'triage',
    suggestions: [],
    reasons: [say.erasedReason, ...decision.reasons],
  };
}

type Why = Data<'TriageRequested'>['why'];

function carryOut(decision: Decision, cause: RoutingCause, context: RoutingContext, why: Why): Fact[] {
  const [first, second] = decision.suggestions;
  return decision.decision === 'route' && first
    ? [offer(first, second, decision, cause, context)]
    : [triage(decision, cause, context, why)];
}

const understood = ({ class: complaintClass, category, region }: Decision) => ({
  class: complaintClass,
  ...(category !== undefined && { category }),
  ...(region !== undefined && { region }),
});

function offer(
  first: Suggestion,
  runnerUp: Suggestion | undefined,
  decision: Decision,
  cause: RoutingCause,
  context: RoutingContext,
): Fact {
  const { after } = cause;
  const hop = after.hop + 1;
  return fact('DispositionOffered', `offer:${after.complaintId}:${hop}:lead`, about(cause, context), {
    dispositionId: nextDispositionId(after),
    hop,
    organisation: first.organisation,
    ...(first.unit !== undefined && { unit: first.unit }),
    decidedBy: 'rule',
    final: false,
    ...understood(decision),
    probability: first.probability,
    reasons: [...first.reasons, ...decision.reasons],
    ...(runnerUp && { runnerUp }),
    versions: decision.versions,
  });
}

function triage(decision: Decision, cause: RoutingCause, context: RoutingContext, why: Why): Fact {
  const { after } = cause;
  const round = after.triageRound;
  return fact('TriageRequested', `triage:${after.complaintId}:${round}`, about(cause, context), {
    round,
    owner: decision.owner,
    why,
    ...understood(decision),
    reasons: [...decision.reasons],
    suggestions: [...decision.suggestions],
    versions: decision.versions,
  });
}

/** The next body, a person, or after the hop limit the tier above. */
function afterRefusal(cause: RoutingCause, context: RoutingContext): Fact[] {
  const { after } = cause;
  const { hopLimit } = context.kit.prepared.policy;
  const decision = decide(after, after.class, context);
  if (after.hop < hopLimit) return carryOut(decision, cause, context, 'declined');
  const refused = refusals(after).map(({ organisation }) => organisation);
  const round = after.arbitrations.length;
  const owner: Owner = { organisation: arbiterOf([...new Set(refused)], context.kit.directory) };
  return [
    fact('ArbitrationRequested', `arbitration:${after.complaintId}:${round}`, about(cause, context), {
      round,
      owner,
      candidates: candidates(after, decision),
      versions: decision.versions,
    }),
  ];
}

/** Before the tier above stand those who refused, whom they named, and whom the router would take. */
function candidates(state: Case, decision: Decision): Suggestion[] {
  const known = new Map(decision.suggestions.map((each) => [each.organisation, each]));
  const add = (organisation: string, reason: Reason) => {
    if (!known.has(organisation))
      known.set(organisation, { organisation, probability: 0, reasons: [reason] });
  };
  for (const { organisation, proposed } of refusals(state)) {
    add(organisation, say.refusedReason([organisation]));
    if (proposed !== undefined) add(proposed, say.proposedReason(organisation));
  }
  return [...known.values()];
}

/** An archiving that the reporter appeals is looked at again by a person at the place’s government. */
function appeal(cause: RoutingCause, context: RoutingContext): Fact[] {
  const { after } = cause;
  const { directory } = context.kit;
  const decision: Decision = {
    decision: 'triage',
    suggestions: [],
    class: after.class,
    ...(after.category !== undefined && { category: after.category }),
    ...(after.region !== undefined && { region: after.region }),
    emergency: false,
    contributors: [],
    decidedBy: 'rule',
    reasons: [say.appealReason],
    owner: { organisation: directory.placeOwner(after.region) },
    versions: decisionVersions(context.kit),
  };
  return [triage(decision, cause, context, 'appeal')];
}

function finalOffer(
  { data }: FactOf<'ArbitrationDecided'>,
  cause: RoutingCause,
  context: RoutingContext,
): Fact {
  const { after } = cause;
  const hop = after.hop + 1;
  return fact('DispositionOffered', `offer:${after.complaintId}:${hop}:lead`, about(cause, context), {
    dispositionId: idOf(`offer:${after.complaintId}:${hop}:lead`),
    hop,
    organisation: data.organisation,
    ...(data.unit !== undefined && { unit: data.unit }),
    decidedBy: 'person',
    final: true,
    class: after.class,
    ...(after.category !== undefined && { category: after.category }),
    ...(after.region !== undefined && { region: after.region }),
    reasons: [say.arbitrationReason],
    versions: decisionVersions(context.kit),
  });
}

/** Who refused so far, for people: body, ground, and how long the case was there. */
export interface Hop {
  readonly hop: number;
  readonly organisation: string;
  readonly unit?: string;
  readonly offeredAt: string;
  readonly outcome: string;
  readonly ground?: string;
  readonly proposed?: string;
  /** whole seconds between the offer and its refusal; 0 for a hop that was not refused */
  readonly secondsLost: number;
}

export function hopsOf(state: Case): Hop[] {
  return Object.values(state.dispositions)
    .filter(({ part }) => part === 'lead')
    .sort((a, b) => a.hop - b.hop)
    .map(({ hop, organisation, unit, offeredAt, status, ground, proposed, endedAt }) => ({
      hop,
      organisation,
      ...(unit !== undefined && { unit }),
      offeredAt,
      outcome: status,
      ...(ground !== undefined && { ground }),
      ...(proposed !== undefined && { proposed }),
      secondsLost:
        status === 'declined' && endedAt !== undefined
          ? Math.round((Date.parse(endedAt) - Date.parse(offeredAt)) / 1000)
          : 0,
    }));
}
