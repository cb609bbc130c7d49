import { refuse, type Refusal } from '@satupintu/domain';
import { type Actor, type Data, fact, type ReferenceFact } from '@satupintu/events';
import { type Accreditation } from '@satupintu/service';

export type Wanted = Omit<Accreditation, 'version'>;
export type Ending = Pick<Data<'PartnerAccreditationEnded'>, 'to' | 'reason'>;

const about = (at: string, by: Actor) => ({ subject: 'partners', at, by });

/** Gives the next version; the one before counts until it begins. */
export function accredit(
  wanted: Wanted,
  given: readonly Accreditation[],
  at: string,
  by: Actor,
): ReferenceFact[] {
  const version = (given.at(-1)?.version ?? 0) + 1;
  const key = `${wanted.partner}:${version}`;
  return [fact('PartnerAccredited', key, about(at, by), { ...wanted, version })];
}

/** Ends the last version, at once or later; an end that is there already is brought forward only. */
export function endAccreditation(
  partner: string,
  { to, reason }: Ending,
  last: Accreditation | undefined,
  at: string,
  by: Actor,
): ReferenceFact[] | Refusal {
  if (!last) return refuse(404, 'not-found', 'This partner was never accredited.');
  if (last.to !== undefined && last.to <= to)
    return refuse(409, 'already-ended', `The accreditation ends at ${last.to} already.`);
  const { version } = last;
  const ended = { partner, version, to, reason };
  return [fact('PartnerAccreditationEnded', `${partner}:${version}:${to}`, about(at, by), ended)];
}
