import { type Data, fact, type FactOf, idOf, type Sealed } from '@satupintu/events';
import { aboutOf, attempt, type Decided, type Wish } from './attempt';
import { type Case } from './case';
import { compact } from './rule';
import { refuse, type Refusal } from './verdict';

const belongs = (state: Case, dispositionId: string, unit: string | undefined) =>
  unit === undefined || unit.startsWith(`${state.dispositions[dispositionId]?.organisation ?? ''}/`);
const foreignUnit = (): Refusal =>
  refuse(422, 'unknown-unit', 'The unit does not belong to the body that holds the disposition.');

export function accept(
  state: Case,
  wish: { dispositionId: string; unit?: string | undefined },
  by: Wish,
): Decided {
  if (!belongs(state, wish.dispositionId, wish.unit)) return foreignUnit();
  return attempt(state, [fact('DispositionAccepted', by.key, aboutOf(state, by), compact(wish))]);
}

/** A refusal names its legal ground and who is competent instead; it is never the end. */
export function decline(
  state: Case,
  wish: { dispositionId: string; ground: string; proposed: string; words: Sealed },
  by: Wish,
): Decided {
  if (state.dispositions[wish.dispositionId]?.organisation === wish.proposed) {
    return refuse(
      422,
      'proposed-is-decliner',
      'Name another body than the one that declines; another unit of it is named by its coordinator.',
    );
  }
  return attempt(state, [fact('DispositionDeclined', by.key, aboutOf(state, by), wish)]);
}

export function assign(state: Case, wish: { dispositionId: string; unit: string }, by: Wish): Decided {
  if (!belongs(state, wish.dispositionId, wish.unit)) return foreignUnit();
  return attempt(state, [fact('UnitAssigned', by.key, aboutOf(state, by), wish)]);
}

export function askReporter(state: Case, wish: { dispositionId: string; words: Sealed }, by: Wish): Decided {
  const data = { ...wish, questionId: idOf(`question:${by.key}`) };
  return attempt(state, [fact('AgencyQuestionAsked', by.key, aboutOf(state, by), data)]);
}

export function answer(
  state: Case,
  wish: { dispositionId: string; kind: 'first' | 'substantive'; words: Sealed; attachments: string[] },
  by: Wish,
): Decided {
  const { dispositionId, words, attachments } = wish;
  const data = { dispositionId, words, attachments, answerId: idOf(`answer:${by.key}`) };
  const type = wish.kind === 'first' ? 'FirstAnswerGiven' : 'SubstantiveAnswerGiven';
  return attempt(state, [fact(type, by.key, aboutOf(state, by), data)]);
}

/** The id of the disposition that an invitation makes. */
export const contributionId = (key: string): string => idOf(`contribution:${key}`);

export function inviteContributor(
  state: Case,
  wish: { organisation: string; unit?: string | undefined; words: Sealed },
  by: Wish,
): Decided {
  const taken = Object.values(state.dispositions).some(
    ({ organisation, unit, status }) =>
      organisation === wish.organisation &&
      unit === wish.unit &&
      (status === 'offered' || status === 'accepted'),
  );
  if (taken) return refuse(409, 'already-on-case', 'That body is on the case already.');
  const data = compact<Data<'ContributorInvited'>>({
    dispositionId: contributionId(by.key),
    organisation: wish.organisation,
    unit: wish.unit,
    words: wish.words,
    required: true,
    replaces: undefined,
  });
  return attempt(state, [fact('ContributorInvited', by.key, aboutOf(state, by), data)]);
}

export function releaseContributor(
  state: Case,
  wish: { dispositionId: string; reason: string },
  by: Wish,
): Decided {
  return attempt(state, [fact('ContributorReleased', by.key, aboutOf(state, by), wish)]);
}

export function postThread(state: Case, wish: { words: Sealed }, by: Wish): Decided {
  const data = { ...wish, messageId: idOf(`message:${by.key}`) };
  return attempt(state, [fact('ThreadMessagePosted', by.key, aboutOf(state, by), data)]);
}

/** The look itself is recorded by intake, as a reaction. */
export function requestIdentity(state: Case, wish: { purpose: string }, by: Wish): Decided {
  return attempt(state, [fact('IdentityRequested', by.key, aboutOf(state, by), wish)]);
}

/** The fact that intake makes of an applied request; its id follows from the request’s. */
export function identityViewed(request: FactOf<'IdentityRequested'>): FactOf<'IdentityViewed'> {
  const { id: cause, subject, at, by, data } = request;
  return fact('IdentityViewed', `request:${cause}`, { subject, at, by, cause }, { purpose: data.purpose });
}
