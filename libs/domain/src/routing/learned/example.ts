import { type Case, type Disposition, leadOf } from '../../life/case';

/** A body, or a unit of it. */
export interface Handler {
  readonly organisation: string;
  readonly unit?: string;
}

/** What a case teaches: who handled it, by the last word on it, and who said that it was not theirs. */
export interface Example {
  readonly complaintId: string;
  readonly filedAt: string;
  /** instant of the last word */
  readonly at: string;
  readonly said: 'accepted' | 'answered' | 'routed' | 'arbitrated' | 'declined';
  /** absent where only refusals are known */
  readonly handler?: Handler;
  /** how much the word counts: what people decided counts more than what they let happen */
  readonly weight: number;
  readonly against: readonly Handler[];
}

/**
 * What a case teaches so far; undefined where nobody has said anything yet, where its words are gone, and for
 * oversight complaints: these go to inspectorates by rule, there is nothing to learn from the most delicate words.
 */
export function exampleOf(state: Case): Example | undefined {
  if (state.erased === 'all' || state.class === 'oversight_complaint') return undefined;
  const { complaintId, filedAt } = state;
  const lead = leadOf(state);
  const refusals = refusalsOf(state);
  const word = lead && lastWord(lead);
  if (lead && word) {
    const handler = handlerOf(lead);
    const against = refusals.map(handlerOf).filter((refused) => keyOf(refused) !== keyOf(handler));
    return { complaintId, filedAt, ...word, handler, against: once(against) };
  }
  const at = refusals.at(-1)?.endedAt;
  if (at === undefined) return undefined;
  return { complaintId, filedAt, at, said: 'declined', weight: 1, against: once(refusals.map(handlerOf)) };
}

const handlerOf = ({ organisation, unit }: Disposition): Handler =>
  unit === undefined ? { organisation } : { organisation, unit };
const keyOf = ({ organisation, unit }: Handler) => unit ?? organisation;
const once = (handlers: readonly Handler[]): Handler[] => [
  ...new Map(handlers.map((each) => [keyOf(each), each])).values(),
];

const refusalsOf = ({ dispositions }: Case): Disposition[] =>
  Object.values(dispositions)
    .filter(({ part, status }) => part === 'lead' && status === 'declined')
    .sort((one, other) => one.hop - other.hop);

/** What was said of the lead last. An offer by rule that nobody has answered is no word: it would teach itself. */
function lastWord(lead: Disposition): Pick<Example, 'at' | 'said' | 'weight'> | undefined {
  const byPerson = lead.decidedBy === 'person' ? 1 : 0;
  if (lead.status === 'answered' && lead.substantiveAt !== undefined)
    return { at: lead.substantiveAt, said: 'answered', weight: 2 + byPerson };
  if (lead.final) return { at: lead.offeredAt, said: 'arbitrated', weight: 3 };
  if (lead.status === 'accepted' && lead.acceptedAt !== undefined)
    return { at: lead.acceptedAt, said: 'accepted', weight: 1 + byPerson };
  if (lead.status === 'offered' && byPerson) return { at: lead.offeredAt, said: 'routed', weight: 2 };
  return undefined;
}
