import { type Person, refuse, type Refusal } from '@satupintu/domain';
import { type Data, fact, idOf, type ReferenceFact, type Role } from '@satupintu/events';
import { type Appointment } from '@satupintu/service';
import { appoint, appointmentIdOf, mayAppoint, type Wanted } from './appoint';

/** Whose cases pass to whom: to another officer at the same place, to another unit, or both. */
export interface HandoverWish {
  readonly organisation: string;
  readonly unit?: string;
  readonly toUnit?: string;
  readonly leaving?: string;
  readonly arriving?: { readonly subject: string; readonly role: Role };
  readonly at?: string;
}

/** What the desk knows when it is wished: who serves at the body, and how many open parts the place has. */
export interface HandoverGround {
  readonly serving: readonly Appointment[];
  readonly appointed: (appointmentId: string) => Appointment | undefined;
  readonly cases: number;
}

interface Wish {
  readonly at: string;
  readonly person: Person;
  readonly by: ReferenceFact['by'];
  readonly key: string;
}

/** The appointments that whoever leaves has at that place. */
const endingOf = ({ leaving, unit }: HandoverWish, serving: readonly Appointment[]) =>
  serving.filter((one) => one.subject === leaving && one.unit === unit);

/** A coordinator serves the whole body, everybody else the unit that the cases are with from now on. */
function arrivalOf({ organisation, unit, toUnit, arriving }: HandoverWish, from: string): Wanted | undefined {
  if (!arriving) return undefined;
  const place = arriving.role === 'coordinator' ? undefined : (toUnit ?? unit);
  return { ...arriving, organisation, ...(place !== undefined && { unit: place }), from };
}

const compactly = (
  wish: HandoverWish,
  handoverId: string,
  at: string,
  cases: number,
): Data<'UnitHandedOver'> => ({
  handoverId,
  organisation: wish.organisation,
  ...(wish.unit !== undefined && { unit: wish.unit }),
  ...(wish.toUnit !== undefined && { toUnit: wish.toUnit }),
  ...(wish.leaving !== undefined && { leaving: wish.leaving }),
  ...(wish.arriving !== undefined && { arriving: wish.arriving.subject }),
  at,
  cases,
});

const mayNot = () => refuse(403, 'forbidden', 'A coordinator gives and takes rights in the own house only.');

/**
 * Ends who leaves, begins who arrives, and says that the place was handed over; all at one instant, so that at no
 * moment both or neither have the right. Which cases move follows from the last of these facts.
 */
export function handOver(
  wish: HandoverWish,
  { serving, appointed, cases }: HandoverGround,
  { at: now, person, by, key }: Wish,
): ReferenceFact[] | Refusal {
  const { leaving, arriving, toUnit, unit, at = now } = wish;
  if (leaving === undefined && !arriving && toUnit === undefined)
    return refuse(
      422,
      'nothing-handed-over',
      'Name who leaves, who arrives, or the unit that takes the cases.',
    );
  if (toUnit !== undefined && toUnit === unit)
    return refuse(422, 'same-unit', 'The cases are with that unit already.');
  if (toUnit !== undefined && at > now)
    return refuse(
      422,
      'cases-move-now',
      'Cases pass to another unit at once; only appointments can be made ahead.',
    );
  const ending = endingOf(wish, serving);
  if (leaving !== undefined && ending.length === 0)
    return refuse(422, 'not-appointed', 'Whoever leaves has no appointment at that place.');
  const arrival = arrivalOf(wish, at);
  if (![...ending, ...(arrival ? [arrival] : [])].every((one) => mayAppoint(person, one))) return mayNot();
  const handoverId = idOf(`handover:${key}`);
  const about = { subject: 'appointments', at: now, by };
  return [
    ...ending.map(({ appointmentId }) =>
      fact('AppointmentEnded', `${appointmentId}:${at}`, about, { appointmentId, to: at }),
    ),
    ...(arrival ? appoint(arrival, appointed(appointmentIdOf(arrival)), now, by) : []),
    fact('UnitHandedOver', handoverId, about, compactly(wish, handoverId, at, cases)),
  ];
}
