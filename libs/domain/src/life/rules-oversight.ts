import { type Case } from './case';
import { type Rules } from './rule';

const isOngoing = (state: Case, examinationId: string) => {
  const examination = state.examinations[examinationId];
  return examination !== undefined && examination.closedAt === undefined;
};
const ongoing = (state: Case, { data }: { data: { examinationId: string } }) =>
  isOngoing(state, data.examinationId) ? state : ('unknown-examination' as const);

/** The Ombudsman’s own procedure runs beside the case and moves neither status nor owner. */
export const oversightRules: Rules<
  | 'ExaminationOpened'
  | 'ResultReportIssued'
  | 'CorrectiveActionRecorded'
  | 'RecommendationIssued'
  | 'ExaminationClosed'
  | 'InterventionMade'
  | 'AnchorPublished'
> = {
  ExaminationOpened(state, { data, at }) {
    const opened = { ground: data.ground, openedAt: at };
    return { ...state, examinations: { ...state.examinations, [data.examinationId]: opened } };
  },
  ResultReportIssued: ongoing,
  CorrectiveActionRecorded: ongoing,
  RecommendationIssued: ongoing,
  ExaminationClosed(state, { data, at }) {
    const examination = state.examinations[data.examinationId];
    if (!examination || examination.closedAt !== undefined) return 'unknown-examination';
    return {
      ...state,
      examinations: { ...state.examinations, [data.examinationId]: { ...examination, closedAt: at } },
    };
  },
  InterventionMade: (state) => state,
  AnchorPublished: (state) => state,
};
