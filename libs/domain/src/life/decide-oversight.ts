import { fact, idOf, type Sealed } from '@satupintu/events';
import { aboutOf, attempt, type Decided, type Wish } from './attempt';
import { type Case } from './case';
import { refuse } from './verdict';

/** The Ombudsman demands an answer from the owner by an instant to come. */
export function intervene(state: Case, wish: { words: Sealed; dueAt: string }, by: Wish): Decided {
  if (wish.dueAt <= by.at)
    return refuse(422, 'due-in-the-past', 'An answer can only be demanded by an instant to come.');
  const data = { ...wish, interventionId: idOf(`intervention:${by.key}`) };
  return attempt(state, [fact('InterventionMade', by.key, aboutOf(state, by), data)]);
}

/** @param ground code of the list of maladministration */
export function openExamination(state: Case, wish: { ground: string }, by: Wish): Decided {
  const data = { ...wish, examinationId: idOf(`examination:${by.key}`) };
  return attempt(state, [fact('ExaminationOpened', by.key, aboutOf(state, by), data)]);
}

export function issueResultReport(
  state: Case,
  wish: { examinationId: string; words: Sealed },
  by: Wish,
): Decided {
  const data = { ...wish, reportId: idOf(`report:${by.key}`) };
  return attempt(state, [fact('ResultReportIssued', by.key, aboutOf(state, by), data)]);
}

export function recordCorrectiveAction(
  state: Case,
  { examinationId, words, dueAt }: { examinationId: string; words: Sealed; dueAt?: string | undefined },
  by: Wish,
): Decided {
  const data = {
    examinationId,
    words,
    actionId: idOf(`action:${by.key}`),
    ...(dueAt === undefined ? {} : { dueAt }),
  };
  return attempt(state, [fact('CorrectiveActionRecorded', by.key, aboutOf(state, by), data)]);
}

export function issueRecommendation(
  state: Case,
  wish: { examinationId: string; words: Sealed },
  by: Wish,
): Decided {
  const data = { ...wish, recommendationId: idOf(`recommendation:${by.key}`) };
  return attempt(state, [fact('RecommendationIssued', by.key, aboutOf(state, by), data)]);
}

export function closeExamination(
  state: Case,
  { examinationId, outcome, words }: { examinationId: string; outcome: string; words?: Sealed | undefined },
  by: Wish,
): Decided {
  const data = { examinationId, outcome, ...(words === undefined ? {} : { words }) };
  return attempt(state, [fact('ExaminationClosed', by.key, aboutOf(state, by), data)]);
}
