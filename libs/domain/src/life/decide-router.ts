import {
  type ComplaintClass,
  type ComplaintFact,
  type Data,
  fact,
  idOf,
  type Sealed,
} from '@satupintu/events';
import { aboutOf, attempt, type Decided, type Wish } from './attempt';
import { type Case, openQuestion } from './case';
import { compact } from './rule';
import { isRefusal, refuse, type Refusal } from './verdict';

/** The id of the disposition that the next offer makes: it follows from the complaint and the hop. */
export const nextDispositionId = (state: Case): string =>
  idOf(`offer:${state.complaintId}:${state.hop + 1}:lead`);

/** The id of the offer that carries an arbitration's decision out, before it is made and after. */
export const finalOfferId = (state: Case): string => {
  const hop = state.status === 'arbitration' ? state.hop + 1 : state.hop;
  return idOf(`DispositionOffered:offer:${state.complaintId}:${hop}:lead`);
};

export interface Correction {
  readonly class?: ComplaintClass | undefined;
  readonly category?: string | undefined;
  readonly confidential?: boolean | undefined;
  readonly anonymous?: boolean | undefined;
  /** sealed `{title}` */
  readonly words?: Sealed | undefined;
}

function correction(state: Case, wish: Correction | undefined, by: Wish): ComplaintFact[] {
  if (!wish || Object.values(wish).every((member) => member === undefined)) return [];
  return [
    fact(
      'ComplaintCorrected',
      by.key,
      aboutOf(state, by),
      compact<Data<'ComplaintCorrected'>>(wish as Data<'ComplaintCorrected'>),
    ),
  ];
}

/** Waiting for a person: in triage, or for the reply to a question that triage asked. */
export const isInTriage = (state: Case): boolean => {
  const question = openQuestion(state);
  return state.status === 'triage' || (question !== undefined && question.dispositionId === undefined);
};

/** Why triage cannot do this now. A reporter who chose to stay anonymous is not unmasked by a correction. */
function hindrance(state: Case, corrected: Correction | undefined): Refusal | undefined {
  if (!isInTriage(state))
    return refuse(409, 'not-in-triage', `The case is ${state.status}; only cases in triage can be triaged.`);
  if (state.anonymous && corrected?.anonymous === false)
    return refuse(422, 'reporter-anonymous', 'The reporter chose to stay anonymous.');
  return undefined;
}

export function triageRoute(
  state: Case,
  wish: {
    organisation: string;
    unit?: string | undefined;
    words: Sealed;
    versions: Data<'DispositionOffered'>['versions'];
  },
  by: Wish,
  corrected?: Correction,
): Decided {
  const hindered = hindrance(state, corrected);
  if (hindered) return hindered;
  const offer = compact<Data<'DispositionOffered'>>({
    dispositionId: nextDispositionId(state),
    hop: state.hop + 1,
    organisation: wish.organisation,
    unit: wish.unit,
    decidedBy: 'person',
    final: false,
    class: corrected?.class ?? state.class,
    category: corrected?.category ?? state.category,
    region: state.region,
    probability: undefined,
    reasons: [{ kind: 'person', text: 'Diputuskan petugas triase', textEn: 'Decided by a triage officer' }],
    runnerUp: undefined,
    words: wish.words,
    versions: wish.versions,
  });
  return attempt(state, [
    ...correction(state, corrected, by),
    fact('DispositionOffered', by.key, aboutOf(state, by), offer),
  ]);
}

export function triageArchive(
  state: Case,
  wish: { reasonCode: string; words: Sealed; referral?: string | undefined },
  by: Wish,
  corrected?: Correction,
): Decided {
  const hindered = hindrance(state, corrected);
  if (hindered) return hindered;
  const data = compact<Data<'ComplaintArchived'>>({
    reasonCode: wish.reasonCode,
    words: wish.words,
    referral: wish.referral,
    appealable: true,
  });
  return attempt(state, [
    ...correction(state, corrected, by),
    fact('ComplaintArchived', by.key, aboutOf(state, by), data),
  ]);
}

export function triageAsk(state: Case, wish: { words: Sealed }, by: Wish, corrected?: Correction): Decided {
  const hindered = hindrance(state, corrected);
  if (hindered) return hindered;
  const data = { questionId: idOf(`question:${by.key}`), words: wish.words };
  return attempt(state, [
    ...correction(state, corrected, by),
    fact('TriageQuestionAsked', by.key, aboutOf(state, by), data),
  ]);
}

/** The tier above decides who must take the case. The offer that carries it out follows by rule. */
export function arbitrate(
  state: Case,
  wish: { organisation: string; unit?: string | undefined; words: Sealed },
  by: Wish,
): Decided {
  const data = compact<Data<'ArbitrationDecided'>>({
    round: state.arbitrations.length - 1,
    organisation: wish.organisation,
    unit: wish.unit,
    words: wish.words,
  });
  if (state.status !== 'arbitration') {
    return refuse(409, 'not-in-arbitration', `The case is ${state.status}; nothing is to be arbitrated.`);
  }
  return attempt(state, [fact('ArbitrationDecided', by.key, aboutOf(state, by), data)]);
}

type Decidable = 'route' | 'archive' | 'ask' | 'arbitrate';

/**
 * What a person who may decide on the case could decide now. As at the desk, each is tried on the state, and the table of
 * the life cycle judges it.
 */
export function decisionsOn(state: Case, at: string): Decidable[] {
  const by: Wish = { at, by: { role: 'rule' }, key: 'would-be' };
  const to = { organisation: '-', words: '' };
  const tried: Readonly<Record<Decidable, Decided>> = {
    route: triageRoute(state, { ...to, versions: {} }, by),
    archive: triageArchive(state, { ...to, reasonCode: '-' }, by),
    ask: triageAsk(state, to, by),
    arbitrate: arbitrate(state, to, by),
  };
  return (Object.keys(tried) as Decidable[]).filter((decision) => !isRefusal(tried[decision]));
}
