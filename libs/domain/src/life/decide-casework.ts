import { type Data, fact, type FactOf, idOf, type Sealed } from '@satupintu/events';
import { aboutOf, attempt, type Decided, type Wish } from './attempt';
import { type Case, openContributions } from './case';
import { compact } from './rule';
import { isRefusal, refuse, type Refusal } from './verdict';

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

export interface Answer {
  readonly dispositionId: string;
  readonly kind: 'first' | 'substantive';
  readonly words: Sealed;
  readonly attachments: readonly string[];
  /** of the lead’s answer in substance: why it does not wait for required contributions */
  readonly reason?: Sealed | undefined;
}

export function answer(state: Case, wish: Answer, by: Wish): Decided {
  const { dispositionId, words, reason } = wish;
  const given = {
    dispositionId,
    words,
    attachments: [...wish.attachments],
    answerId: idOf(`answer:${by.key}`),
  };
  const about = aboutOf(state, by);
  if (wish.kind === 'first') return attempt(state, [fact('FirstAnswerGiven', by.key, about, given)]);
  const data = compact<Data<'SubstantiveAnswerGiven'>>({ ...given, reason });
  const decided = attempt(state, [fact('SubstantiveAnswerGiven', by.key, about, data)]);
  return isRefusal(decided) && decided.code === 'contribution-open' ? stillOpen(state) : decided;
}

/** Names the bodies that the answer waits for. */
function stillOpen(state: Case): Refusal {
  const waiting = openContributions(state).map(
    ({ organisation, unit, status, offeredAt }) => `${unit ?? organisation} (${status}, asked ${offeredAt})`,
  );
  return refuse(
    409,
    'contribution-open',
    `A required contribution is open: ${waiting.join(', ')}. Wait for it, release it, or answer with a reason.`,
  );
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
