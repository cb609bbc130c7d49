import { type Case, type Disposition, isRestricted } from '@satupintu/domain';
import { cloudEventType, type Fact, idOf } from '@satupintu/events';
import { type Applied } from '@satupintu/log';
import { dueAtOf } from '../desk/due';
import { partsOf, takesPart } from '../parties';

/** What a body is told: CloudEvents 1.0 with ids, codes and instants. Words and persons come from the API only. */
export interface AgencyEvent {
  readonly specversion: '1.0';
  /** one per fact and body, the same in every repeat */
  readonly id: string;
  readonly source: '/satupintu/casework';
  readonly type: string;
  /** the complaint */
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: 'urn:satupintu:agency-event:1';
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event, and the body that it is for. */
export interface Told {
  readonly organisation: string;
  /** about a case that is for its handlers and the supervisors only */
  readonly restricted: boolean;
  readonly event: AgencyEvent;
}

/** Facts between the service and the reporter alone. */
const untold: ReadonlySet<Fact['type']> = new Set<Fact['type']>(['ComplaintFiled', 'IdentityViewed']);

/** Members of facts that are ids, codes or instants. Anything that is not named here is not told. */
const tellable = [
  'questionId', 'answerId', 'messageId', 'replyId', 'clockId', 'clockIds', 'kind', 'round', 'level', 'rule',
  'startedAt', 'dueAt', 'pausedAt', 'resumedAt', 'stoppedAt', 'missedAt', 'escalatedAt', 'remindedAt', 'elapsedAt',
  'reasonCode', 'scope', 'mergeId', 'into', 'lead', 'follower', 'examinationId', 'reportId', 'actionId',
  'recommendationId', 'interventionId',
] as const; // prettier-ignore

/** The events that one fact makes, one for each body concerned. Repeats and void facts make none. */
export function agencyEvents({ fact, verdict, before, after }: Applied<Case>): Told[] {
  if (verdict.kind !== 'applied' || after === undefined || untold.has(fact.type)) return [];
  const about = dispositionOf(fact, after);
  const concerned = [...partsOf(before), ...partsOf(after)].filter(
    (part) => about === undefined || part.dispositionId === about || part.part === 'lead',
  );
  const parts = new Map<string, Disposition>();
  for (const part of concerned) {
    if (parts.get(part.organisation)?.dispositionId === about && about !== undefined) continue;
    parts.set(part.organisation, after.dispositions[part.dispositionId] ?? part);
  }
  const restricted = isRestricted(after);
  return [...parts].map(([organisation, part]) => ({
    organisation,
    restricted,
    event: eventOf(fact, after, part),
  }));
}

/** The disposition that a fact is about, directly or through its clock; undefined where it is about the case. */
function dispositionOf({ data }: Fact, state: Case): string | undefined {
  if ('dispositionId' in data) return data.dispositionId;
  return 'clockId' in data ? state.clocks[data.clockId]?.dispositionId : undefined;
}

function eventOf(fact: Fact, state: Case, part: Disposition): AgencyEvent {
  return {
    specversion: '1.0',
    id: idOf(`told:${fact.id}:${part.organisation}`),
    source: '/satupintu/casework',
    type: cloudEventType(fact.type),
    subject: fact.subject,
    time: fact.at,
    datacontenttype: 'application/json',
    dataschema: 'urn:satupintu:agency-event:1',
    data: { factId: fact.id, ...standing(state, part), ...codesOf(fact) },
  };
}

/** How the case stands for the body. A body that has no part any more learns that, and nothing else of the case. */
function standing(state: Case, part: Disposition): Record<string, unknown> {
  const own = {
    trackingId: state.trackingId,
    organisation: part.organisation,
    ...(part.unit === undefined ? {} : { unit: part.unit }),
    dispositionId: part.dispositionId,
    part: part.part,
    dispositionStatus: part.status,
    takesPart: takesPart(state, part),
  };
  if (!own.takesPart) return own;
  const dueAt = dueAtOf(state, part.dispositionId);
  return {
    ...own,
    status: state.status,
    class: state.class,
    ...(state.category === undefined ? {} : { category: state.category }),
    ...(state.region === undefined ? {} : { region: state.region }),
    hop: part.hop,
    ...(dueAt === null ? {} : { nextDueAt: dueAt }),
  };
}

/** What may be told of a fact’s own members. */
export function codesOf({ data }: Fact): Record<string, unknown> {
  const members = data as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    tellable.filter((name) => members[name] !== undefined).map((name) => [name, members[name]]),
  );
}
