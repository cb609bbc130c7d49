import { type Case } from '@satupintu/domain';
import { cloudEventType, type Fact, type FactType, idOf, type PartnerEvent } from '@satupintu/events';
import { type Applied } from '@satupintu/log';
import { codesOf } from '../feed/agency-event';

/** Facts that move a case on for whoever brought it; clocks and what the bodies do among each other do not. */
const told: ReadonlySet<FactType> = new Set<FactType>([
  'ComplaintFiled',
  'TriageRequested',
  'TriageQuestionAsked',
  'ComplaintCorrected',
  'ComplaintArchived',
  'ArbitrationRequested',
  'DispositionOffered',
  'DispositionAccepted',
  'UnitAssigned',
  'AgencyQuestionAsked',
  'FirstAnswerGiven',
  'SubstantiveAnswerGiven',
  'LeadHandedOver',
  'MergeAccepted',
  'MergeUndone',
  'ReporterReplied',
  'ReporterConfirmed',
  'ReporterDisputed',
  'ReporterWithdrew',
  'ReporterReopened',
  'ReplyWindowElapsed',
  'InformationWindowElapsed',
  'PersonErased',
]);

/** What contributors do is between the bodies. */
const isOfContributor = ({ data }: Fact, state: Case): boolean =>
  'dispositionId' in data && state.dispositions[data.dispositionId]?.part === 'contributor';

/** The event for the partner that filed the case: how it stands for its reporter. Ids, codes and instants only. */
export function filedEvent({ fact, verdict, after }: Applied<Case>): PartnerEvent | undefined {
  if (verdict.kind !== 'applied' || after?.filedBy === undefined) return undefined;
  if (!told.has(fact.type) || isOfContributor(fact, after)) return undefined;
  return {
    specversion: '1.0',
    id: idOf(`told:${fact.id}:filed:${after.filedBy}`),
    source: '/satupintu/casework',
    type: cloudEventType(fact.type),
    subject: fact.subject,
    time: fact.at,
    datacontenttype: 'application/json',
    dataschema: 'urn:satupintu:agency-event:1',
    data: { factId: fact.id, part: 'filed', ...asFiled(after), ...codesOf(fact) },
  };
}

/** How a case stands for its reporter, in codes. */
export function asFiled(state: Case): Record<string, unknown> {
  const { trackingId, status, closedReason, category, region, owner } = state;
  return {
    trackingId,
    status,
    ...(closedReason !== undefined && { closedReason }),
    class: state.class,
    ...(category !== undefined && { category }),
    ...(region !== undefined && { region }),
    ...(status !== 'filed' && { handler: owner }),
  };
}
