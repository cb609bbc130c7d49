import { type FactOf } from '@satupintu/events';
import { type Case, type Disposition, openQuestion } from './case';
import { compact, ownerOf, type Rule, type Rules, withDisposition, withoutOffer } from './rule';
import { notAccepted } from './rules-casework';

const isTaken = ({ status }: Disposition) => status === 'offered' || status === 'accepted';

/** Two invitations of one body at once: the second one is void. In their first version both counted, and still do. */
const isOnCase = (state: Case, { data }: FactOf<'ContributorInvited'>) =>
  (data.required || data.replaces !== undefined) &&
  Object.values(state.dispositions).some(
    (part) => isTaken(part) && part.organisation === data.organisation && part.unit === data.unit,
  );

function invited(state: Case, { data, at, by }: FactOf<'ContributorInvited'>): Disposition {
  const { dispositionId, organisation, unit, required, replaces, words } = data;
  return {
    dispositionId,
    organisation,
    part: 'contributor',
    hop: state.hop,
    status: 'offered',
    decidedBy: replaces !== undefined && by.role === 'rule' ? 'rule' : 'person',
    final: false,
    offeredAt: at,
    ...(unit === undefined ? {} : { unit, unitNamedAt: at }),
    ...(required && { required }),
    ...(replaces === undefined ? {} : { replaces }),
    task: words,
    round: 0,
    rounds: [{ startedAt: at }],
  };
}

/**
 * From when two parts are swapped: after everything that their clocks so far start from, so that each clock belongs to
 * one part. Two hand-overs at one instant (or by a clock that is behind) are told apart by a millisecond.
 */
function swappedAt(at: string, parts: readonly Disposition[]): string {
  const begun = parts
    .flatMap(({ offeredAt, acceptedAt, unitNamedAt, partSince, rounds }) => [
      offeredAt,
      acceptedAt ?? '',
      unitNamedAt ?? '',
      partSince ?? '',
      rounds.at(-1)?.startedAt ?? '',
    ])
    .reduce((latest, instant) => (instant > latest ? instant : latest));
  return at > begun ? at : new Date(Date.parse(begun) + 1).toISOString();
}

/** It answers in public from now on: what it said to the lead before was no word to the reporter. */
function leading(
  { required: _asked, firstAnswerAt: _toLead, ...part }: Disposition,
  since: string,
): Disposition {
  return { ...part, part: 'lead', partSince: since };
}

/** The reply to a question that the old lead asked goes to the new one. */
const takeQuestion = (state: Case, from: string, to: string): Case['questions'] => {
  const open = openQuestion(state);
  return state.questions.map((each) =>
    each === open && each.dispositionId === from ? { ...each, dispositionId: to } : each,
  );
};

/** The offer ends, by whoever made it or whomever it was made to; who leads goes on leading. */
const endOffer: Rule<'LeadOfferWithdrawn' | 'LeadOfferRefused'> = (state, { data: { from, to } }) =>
  state.leadOffer?.from === from && state.leadOffer.to === to ? withoutOffer(state, to) : 'not-offered';

/** Several bodies on one case: who contributes, and who leads. */
export const partRules: Rules<
  | 'ContributorInvited'
  | 'ContributorReleased'
  | 'LeadOffered'
  | 'LeadOfferWithdrawn'
  | 'LeadOfferRefused'
  | 'LeadHandedOver'
> = {
  ContributorInvited(state, fact) {
    if (state.dispositions[fact.data.dispositionId]) return 'already-assigned';
    if (isOnCase(state, fact)) return 'already-on-case';
    return withDisposition(state, invited(state, fact));
  },

  ContributorReleased(state, { data, at }) {
    const disposition = state.dispositions[data.dispositionId];
    if (disposition?.part !== 'contributor') {
      const isOldLead = disposition !== undefined && disposition.dispositionId !== state.lead;
      return isOldLead ? 'superseded' : 'unknown-disposition';
    }
    if (!isTaken(disposition)) return disposition.status === 'answered' ? 'already-answered' : 'superseded';
    const released: Disposition = { ...disposition, status: 'withdrawn', endedAt: at };
    return withoutOffer(withDisposition(state, released), data.dispositionId);
  },

  LeadOffered(state, { data, at }) {
    const { from, to } = data;
    const asked = state.dispositions[to];
    if (from !== state.lead) return 'superseded';
    if (asked?.part !== 'contributor') return 'unknown-disposition';
    if (asked.status !== 'accepted') return notAccepted[asked.status];
    return { ...state, leadOffer: { from, to, at } };
  },

  LeadOfferWithdrawn: endOffer,
  LeadOfferRefused: endOffer,

  LeadHandedOver(state, { data, at }) {
    const from = state.dispositions[data.from];
    const to = state.dispositions[data.to];
    if (!from || !to || from.dispositionId !== state.lead || to.part !== 'contributor')
      return 'unknown-disposition';
    if (to.status !== 'accepted') return notAccepted[to.status];
    if (state.leadOffer?.to !== data.to) return 'not-offered';
    const { leadOffer: _taken, ...rest } = state;
    const since = swappedAt(at, [from, to]);
    const contributing: Disposition = { ...from, part: 'contributor', partSince: since };
    const swapped = withDisposition(withDisposition(rest, contributing), leading(to, since));
    const questions = takeQuestion(state, data.from, data.to);
    return compact<Case>({ ...swapped, questions, lead: data.to, owner: ownerOf(to) });
  },
};
