import { type Case, type Disposition, isRestricted } from '@satupintu/domain';
import { type AgencyEvent, cloudEventType, type Fact, idOf, tellable, toldFacts } from '@satupintu/events';
import { type Applied } from '@satupintu/log';
import { dueAtOf } from '../desk/due';
import { partsOf, takesPart } from '../parties';

/** An event, and the body that it is for. */
export interface Told {
  readonly organisation: string;
  /** about a case that is for its handlers and the supervisors only */
  readonly restricted: boolean;
  readonly event: AgencyEvent;
}

const told: ReadonlySet<Fact['type']> = new Set<Fact['type']>(toldFacts);

/** The events that one fact makes, one for each body concerned. Repeats and void facts make none. */
export function agencyEvents({ fact, verdict, before, after }: Applied<Case>): Told[] {
  if (verdict.kind !== 'applied' || after === undefined || !told.has(fact.type)) return [];
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
function standing(state: Case, part: Disposition) {
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
    Object.entries(members).filter(([name, value]) => name in tellable && value !== undefined),
  );
}
