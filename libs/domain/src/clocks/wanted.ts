import { idOf, type Owner, type SlaRule } from '@satupintu/events';
import { type AnswerRound, type Case, type Disposition, isFinal, leadOf, openQuestion } from '../life/case';
import { ownerOf } from '../life/rule';
import { standardKinds } from './kinds';
import { type ClockRefs, ruleOf } from './refs';

/** A clock that the life of a case calls for. */
export interface WantedClock {
  readonly clockId: string;
  readonly kind: string;
  readonly round: number;
  readonly dispositionId?: string;
  readonly accountable: Owner;
  readonly startedAt: string;
}

/** Ids follow from what a clock is about, so that two reactions to different causes start the same clock. */
export const clockIdOf = (about: string, kind: string, round: number): string =>
  idOf(`clock:${about}:${kind}:${round}`);

type OfCase = Pick<WantedClock, 'kind' | 'round' | 'accountable' | 'startedAt'>;
const ofCase = (state: Case, clock: OfCase): WantedClock => ({
  clockId: clockIdOf(state.complaintId, clock.kind, clock.round),
  ...clock,
});
/** A body that got another part in the case starts anew, and with clocks of their own name. */
const partOf = ({ dispositionId, partSince }: Disposition): string =>
  partSince === undefined ? dispositionId : `${dispositionId}:${partSince}`;
const sincePart = ({ partSince }: Disposition, instant: string): string =>
  partSince !== undefined && partSince > instant ? partSince : instant;
const ofDisposition = (part: Disposition, clock: OfCase): WantedClock => ({
  clockId: clockIdOf(partOf(part), clock.kind, clock.round),
  dispositionId: part.dispositionId,
  ...clock,
});

/** Waiting for a decision on whose it is: the owner meanwhile is accountable. */
function deciding(state: Case, kind: 'verify_and_forward' | 'arbitration'): WantedClock[] {
  const stretches = kind === 'arbitration' ? state.arbitrations : state.verifications;
  const last = stretches.at(-1);
  if (!last || last.endedAt !== undefined) return [];
  const { owner: accountable } = state;
  return [ofCase(state, { kind, round: stretches.length - 1, accountable, startedAt: last.startedAt })];
}

/** A question runs the reporter's own window; the asker is accountable for what follows. */
function asking(state: Case): WantedClock[] {
  const question = openQuestion(state);
  if (!question) return [];
  const round = state.questions.indexOf(question);
  const asker = question.dispositionId === undefined ? undefined : state.dispositions[question.dispositionId];
  const accountable = asker ? ownerOf(asker) : state.owner;
  const clock = ofCase(state, {
    kind: 'reporter_information_window',
    round,
    accountable,
    startedAt: question.startedAt,
  });
  return [asker ? { ...clock, dispositionId: asker.dispositionId } : clock];
}

const isTaken = ({ status }: Disposition) => status === 'offered' || status === 'accepted';

/** From when a unit is answerable for the substance: named, or the body is its own unit, or a dispute brought it back. */
function resolvesFrom(lead: Disposition, refs: ClockRefs): string | undefined {
  const { round, rounds, unitNamedAt, organisation, offeredAt } = lead;
  const named = unitNamedAt ?? (refs.directory.hasUnits(organisation) ? undefined : offeredAt);
  const from = round > 0 ? rounds[round]?.startedAt : named;
  return from === undefined ? undefined : sincePart(lead, from);
}

/** Reviews of earlier rounds were counted before: their numbers are taken. */
const reviewRound = (state: Case, { dispositionId }: Disposition, from: string) =>
  Object.values(state.clocks).filter(
    (clock) => clock.kind === 'review' && clock.dispositionId === dispositionId && clock.startedAt < from,
  ).length;

/** The number is for people; how many reviews are recorded depends on who asks when, so the id cannot follow from it. */
const reopenedReview = (lead: Disposition) => clockIdOf(partOf(lead), 'review after dispute', lead.round);

/** The review that follows another one. */
export const nextReview = (clockId: string): string => idOf(`${clockId}:next`);

/** A class without a limit cancelled the clock, and the class was corrected back: another clock, from the same start. */
function resolveAgain({ clocks }: Case, resolve: WantedClock): WantedClock {
  const { kind, round, dispositionId, startedAt } = resolve;
  const cancelled = Object.values(clocks).filter(
    (clock) =>
      clock.kind === kind &&
      clock.dispositionId === dispositionId &&
      clock.round === round &&
      clock.startedAt === startedAt &&
      clock.state === 'cancelled',
  ).length;
  return cancelled === 0 ? resolve : { ...resolve, clockId: idOf(`${resolve.clockId}:again:${cancelled}`) };
}

/** The limit for substance; where policy sets none for the class, a review. */
function resolving(state: Case, lead: Disposition, refs: ClockRefs): WantedClock[] {
  const startedAt = resolvesFrom(lead, refs);
  if (startedAt === undefined) return [];
  const accountable = ownerOf(lead);
  const resolve = resolveAgain(
    state,
    ofDisposition(lead, { kind: 'resolve', round: lead.round, accountable, startedAt }),
  );
  if (ruleOf(state, resolve, refs)) return [resolve];
  const review = { kind: 'review', accountable, startedAt };
  if (lead.round === 0) return [ofDisposition(lead, { ...review, round: 0 })];
  const round = reviewRound(state, lead, startedAt);
  return [{ ...ofDisposition(lead, { ...review, round }), clockId: reopenedReview(lead) }];
}

function handling(state: Case, lead: Disposition, refs: ClockRefs): WantedClock[] {
  const accountable = ownerOf(lead);
  const first = { round: 0, accountable, startedAt: sincePart(lead, lead.offeredAt) };
  const waitsForUnit = lead.round === 0 && resolvesFrom(lead, refs) === undefined;
  const waitsForWord = lead.round === 0 && lead.firstAnswerAt === undefined;
  return [
    ...(waitsForUnit ? [ofDisposition(lead, { kind: 'assign_unit', ...first })] : []),
    ...(waitsForWord ? [ofDisposition(lead, { kind: 'first_follow_up', ...first })] : []),
    ...resolving(state, lead, refs),
  ];
}

/**
 * From when the reporter has the word: the answer; by a way whose delivery policy waits for, once the answer has
 * reached the reporter, or was given up and stands on the page. An answer that waited under an earlier policy has its
 * window from there too.
 */
function repliesFrom({ channel }: Case, round: AnswerRound | undefined, { policy }: ClockRefs) {
  const { answeredAt, reachedAt } = round ?? {};
  return policy.waitsForDelivery?.includes(channel) ? reachedAt : (reachedAt ?? answeredAt);
}

/** After the answer the reporter has the word; a window that runs keeps its start, whatever policy waits for now. */
function awaitingReply(state: Case, lead: Disposition, refs: ClockRefs): WantedClock[] {
  const [kind, { round }] = ['reporter_reply_window', lead];
  const started = state.clocks[clockIdOf(partOf(lead), kind, round)];
  const startedAt = started ? started.startedAt : repliesFrom(state, lead.rounds[round], refs);
  if (state.status !== 'answered' || startedAt === undefined) return [];
  return [ofDisposition(lead, { kind, round, accountable: ownerOf(lead), startedAt })];
}

function contributing(state: Case): WantedClock[] {
  const parts = Object.values(state.dispositions).filter(
    (part) => part.part === 'contributor' && isTaken(part),
  );
  return parts.map((part) =>
    ofDisposition(part, {
      kind: 'contribute',
      round: part.round,
      accountable: ownerOf(part),
      startedAt: sincePart(part, part.offeredAt),
    }),
  );
}

type Stops = 'first_answer' | 'substantive_answer' | undefined;
const answers = ({ firstAnswerAt, substantiveAt }: Disposition, stops: Stops) =>
  (stops === 'first_answer' ? firstAnswerAt : substantiveAt) !== undefined;

/** Limits of policy's own on the whole case: from filing to an answer of whoever led it. */
function addedToCase(state: Case, { kind, starts, stops }: SlaRule): WantedClock[] {
  const leads = Object.values(state.dispositions).filter(({ part }) => part === 'lead');
  if (starts !== 'filed' || leads.some((lead) => answers(lead, stops))) return [];
  return [ofCase(state, { kind, round: 0, accountable: state.owner, startedAt: state.filedAt })];
}

/** Limits of policy's own on the body that leads. */
function addedToLead(lead: Disposition, { kind, starts, stops }: SlaRule): WantedClock[] {
  const { round, rounds, offeredAt, acceptedAt, unitNamedAt } = lead;
  const events = { filed: undefined, offered: offeredAt, accepted: acceptedAt, unit_named: unitNamedAt };
  const event = starts && events[starts];
  const startedAt = event !== undefined && round > 0 ? rounds[round]?.startedAt : event;
  if (startedAt === undefined || answers(lead, stops)) return [];
  const since = sincePart(lead, startedAt);
  return [ofDisposition(lead, { kind, round, accountable: ownerOf(lead), startedAt: since })];
}

function added(state: Case, lead: Disposition | undefined, { policy }: ClockRefs): WantedClock[] {
  const rules = policy.rules.filter(({ kind }) => !standardKinds.has(kind));
  return rules.flatMap((rule) => [...addedToCase(state, rule), ...(lead ? addedToLead(lead, rule) : [])]);
}

/**
 * Which clocks the life of a case calls for now, under a policy. Follows from what happened and not from the clocks
 * that are recorded, so that it says the same however far behind the log the clocks are.
 */
export function wantedClocks(state: Case, refs: ClockRefs): WantedClock[] {
  if (isFinal(state)) return [];
  const lead = leadOf(state);
  const wanted = [
    ...deciding(state, 'verify_and_forward'),
    ...deciding(state, 'arbitration'),
    ...asking(state),
    ...(lead && isTaken(lead) ? handling(state, lead, refs) : []),
    ...(lead ? awaitingReply(state, lead, refs) : []),
    ...contributing(state),
    ...added(state, lead && isTaken(lead) ? lead : undefined, refs),
  ];
  return wanted.filter((clock) => ruleOf(state, clock, refs) !== undefined);
}
