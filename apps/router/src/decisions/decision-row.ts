import { type Case } from '@satupintu/domain';
import { type Fact } from '@satupintu/events';
import { type Applied, type RowChange } from '@satupintu/log';
import { decisionView } from '../views';

const kinds: Readonly<Partial<Record<Fact['type'], string>>> = {
  DispositionOffered: 'offered',
  DispositionDeclined: 'declined',
  TriageRequested: 'triage',
  TriageQuestionAsked: 'asked',
  ComplaintCorrected: 'corrected',
  ComplaintArchived: 'archived',
  ArbitrationRequested: 'arbitration',
  ArbitrationDecided: 'arbitrated',
};

/** A row for each decision that counted; sealed words stay on the log. */
export function decisionRows({ fact, verdict, position }: Applied<Case>): RowChange[] {
  const kind = kinds[fact.type];
  if (kind === undefined || verdict.kind !== 'applied') return [];
  const said = Object.fromEntries(Object.entries(fact.data).filter(([name]) => name !== 'words'));
  const set = { complaint_id: fact.subject, offset_: position.offset, at: fact.at, kind, by: fact.by, said };
  return [{ view: decisionView.name, set }];
}
