import { Type } from '@sinclair/typebox';
import { factsOf } from '../fact-type';
import { Code, Id, Instant, Maybe, Sealed, Shape } from '../shapes';

const examinationId = Id;

export const oversightFacts = factsOf('oversight', 'complaints', {
  ExaminationOpened: {
    about: 'The Ombudsman examines the handling of the case, on a ground of its list of maladministration.',
    versions: [Shape({ examinationId, ground: Code })],
  },
  ResultReportIssued: {
    about: 'The report of the examination went to the body; 30 working days to act.',
    versions: [Shape({ examinationId, reportId: Id, words: Sealed })],
  },
  CorrectiveActionRecorded: {
    about: 'What the body did to make good.',
    versions: [Shape({ examinationId, actionId: Id, words: Sealed, dueAt: Maybe(Instant) })],
  },
  RecommendationIssued: {
    about: 'The Ombudsman’s recommendation, binding on the body under Law 37/2008.',
    versions: [Shape({ examinationId, recommendationId: Id, words: Sealed })],
  },
  ExaminationClosed: {
    about: 'The examination ended.',
    versions: [Shape({ examinationId, outcome: Code, words: Maybe(Sealed) })],
  },
  InterventionMade: {
    about: 'The Ombudsman demands an answer from the owner by a date.',
    versions: [Shape({ interventionId: Id, words: Sealed, dueAt: Instant })],
  },
  AnchorPublished: {
    about: 'A digest over the log up to a position, so that later changes would show.',
    versions: [Shape({ algorithm: Code, digest: Type.String(), upTo: Type.String() })],
  },
});
