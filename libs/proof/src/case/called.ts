import { type Directory, idOf, type Owner, type SlaPolicy } from '@satupintu/events';
import { hasUnits } from '../bodies';
import { isAdded, isWindow, type ProvedClock } from './clock';
import { type Life, type Part } from './life';

/** A clock that the life of a case calls for. */
export interface Called {
  readonly clockId: string;
  readonly kind: string;
  readonly round: number;
  readonly dispositionId?: string;
  readonly accountable: Owner;
  readonly startedAt: string;
}

const idFor = (about: string, kind: string, round: number) => idOf(`clock:${about}:${kind}:${round}`);
const ownerOf = ({ organisation, unit }: Part): Owner =>
  unit === undefined ? { organisation } : { organisation, unit };
const isTaken = ({ status }: Part) => status === 'offered' || status === 'accepted';

const onCase = (
  life: Life,
  kind: string,
  round: number,
  startedAt: string,
  accountable = life.owner,
): Called => ({
  clockId: idFor(life.complaintId, kind, round),
  kind,
  round,
  accountable,
  startedAt,
});
/** What the ids of a part’s clocks are made of: the part begins again where the lead changed hands. */
const nameOf = ({ dispositionId, partSince }: Part) =>
  [dispositionId, partSince].filter((each) => each !== undefined).join(':');
const latest = (...instants: (string | undefined)[]): string =>
  instants
    .filter((each) => each !== undefined)
    .sort()
    .at(-1) ?? '';
const onPart = (part: Part, kind: string, startedAt: string, round = part.round): Called => ({
  clockId: idFor(nameOf(part), kind, round),
  kind,
  round,
  dispositionId: part.dispositionId,
  accountable: ownerOf(part),
  startedAt: isWindow({ kind }) ? startedAt : latest(startedAt, part.partSince),
});

/** Waiting for whoever decides whose it is, and for the reporter. */
function waiting(life: Life): Called[] {
  const open = (kind: string, stretches: Life['verifications']) =>
    stretches.flatMap(({ startedAt, endedAt }, round) =>
      endedAt === undefined && round === stretches.length - 1 ? [onCase(life, kind, round, startedAt)] : [],
    );
  const round = life.questions.findIndex(({ endedAt }) => endedAt === undefined);
  const question = life.questions[round];
  const asker = question?.dispositionId === undefined ? undefined : life.dispositions[question.dispositionId];
  const window =
    question &&
    onCase(
      life,
      'reporter_information_window',
      round,
      question.startedAt,
      asker ? ownerOf(asker) : life.owner,
    );
  return [
    ...open('verify_and_forward', life.verifications),
    ...open('arbitration', life.arbitrations),
    ...(window ? [asker ? { ...window, dispositionId: asker.dispositionId } : window] : []),
  ];
}

/** Ids that the review after another one may have; the second is that of earlier releases. */
export const nextReviewIds = ({ clockId, round, dispositionId = '' }: ProvedClock): string[] => [
  idOf(`${clockId}:next`),
  idFor(dispositionId, 'review', round + 1),
];

/** What else the calls depend on. */
export interface Around {
  readonly clocks: readonly ProvedClock[];
  readonly policy: SlaPolicy;
  readonly directory: Directory;
  /** whether policy has a limit for a clock */
  readonly hasRule: (called: Called) => boolean;
}

/** From when the substance is asked for: a unit is named, or the body is its own, or a dispute came. */
const substanceFrom = (lead: Part, { directory }: Around): string | undefined => {
  if (lead.round > 0) return lead.rounds[lead.round]?.startedAt;
  return lead.unitNamedAt ?? (hasUnits(directory, lead.organisation) ? undefined : lead.offeredAt);
};

/** The limit for substance, again where the class had none meanwhile; a review where the class has none. */
function substance(lead: Part, around: Around): Called[] {
  const asked = substanceFrom(lead, around);
  if (asked === undefined) return [];
  const from = latest(asked, lead.partSince);
  const own = around.clocks.filter(({ dispositionId }) => dispositionId === lead.dispositionId);
  const first = onPart(lead, 'resolve', from);
  const cancelled = own.filter(
    ({ kind, round, startedAt, end }) =>
      kind === 'resolve' && round === lead.round && startedAt === from && end?.how === 'cancelled',
  ).length;
  const resolve =
    cancelled === 0 ? first : { ...first, clockId: idOf(`${first.clockId}:again:${cancelled}`) };
  if (around.hasRule(resolve)) return [resolve];
  const earlier = own.filter(({ kind, startedAt }) => kind === 'review' && startedAt < from).length;
  if (lead.round === 0) return [onPart(lead, 'review', from, 0)];
  const clockId = idFor(nameOf(lead), 'review after dispute', lead.round);
  return [{ ...onPart(lead, 'review', from, earlier), clockId }];
}

function leading(lead: Part, around: Around): Called[] {
  const isFirst = lead.round === 0;
  return [
    ...(isFirst && substanceFrom(lead, around) === undefined
      ? [onPart(lead, 'assign_unit', lead.offeredAt, 0)]
      : []),
    ...(isFirst && lead.firstAnswerAt === undefined
      ? [onPart(lead, 'first_follow_up', lead.offeredAt, 0)]
      : []),
    ...substance(lead, around),
  ];
}

function addedOn(part: Part, { kind, starts, stops }: SlaPolicy['rules'][number]): Called[] {
  if ((stops === 'first_answer' ? part.firstAnswerAt : part.substantiveAt) !== undefined) return [];
  const instants = {
    filed: undefined,
    offered: part.offeredAt,
    accepted: part.acceptedAt,
    unit_named: part.unitNamedAt,
  };
  const event = starts && instants[starts];
  const from = event !== undefined && part.round > 0 ? part.rounds[part.round]?.startedAt : event;
  return from === undefined ? [] : [onPart(part, kind, from)];
}

/** Limits that policy adds of its own. */
function added(life: Life, lead: Part | undefined, { policy }: Around): Called[] {
  const parts = Object.values(life.dispositions).filter(({ part }) => part === 'lead');
  return policy.rules.filter(isAdded).flatMap((rule) => {
    const isAnswered = parts.some(
      (part) => (rule.stops === 'first_answer' ? part.firstAnswerAt : part.substantiveAt) !== undefined,
    );
    const whole = rule.starts === 'filed' && !isAnswered ? [onCase(life, rule.kind, 0, life.filedAt)] : [];
    return [...whole, ...(lead ? addedOn(lead, rule) : [])];
  });
}

/** The reporter's time to reply: from when it began to run, or else from the delivery or the answer. */
function replying(life: Life, lead: Part, { clocks, policy }: Around): Called[] {
  if (life.status !== 'answered') return [];
  const kind = 'reporter_reply_window';
  const { clockId } = onPart(lead, kind, '');
  const { answeredAt, reachedAt } = lead.rounds[lead.round] ?? {};
  const mustReach = (policy.waitsForDelivery ?? []).some((channel) => channel === life.channel);
  const begun = clocks.find((clock) => clock.clockId === clockId)?.startedAt;
  const from = begun ?? reachedAt ?? (mustReach ? undefined : answeredAt);
  return from === undefined ? [] : [onPart(lead, kind, from)];
}

/** All clocks that ought to run, by what happened to the case so far. */
export function calledFor(life: Life, around: Around): Called[] {
  if (['closed', 'archived', 'merged'].includes(life.status)) return [];
  const lead = life.lead === undefined ? undefined : life.dispositions[life.lead];
  const taken = lead && isTaken(lead) ? lead : undefined;
  const contributors = Object.values(life.dispositions).filter(
    (part) => part.part === 'contributor' && isTaken(part),
  );
  const called = [
    ...waiting(life),
    ...(taken ? leading(taken, around) : []),
    ...(lead ? replying(life, lead, around) : []),
    ...contributors.map((part) => onPart(part, 'contribute', part.offeredAt)),
    ...added(life, taken, around),
  ];
  return called.filter(around.hasRule);
}
