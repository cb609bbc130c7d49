import { type Case, type Disposition, type Stretch } from '../life/case';

/** One body’s turn at leading the case. */
export interface Hop {
  readonly hop: number;
  readonly organisation: string;
  readonly unit?: string;
  readonly offeredAt: string;
  /** when it refused, or when its part was taken away */
  readonly endedAt?: string;
  readonly outcome: string;
  readonly ground?: string;
  readonly proposed?: string;
  /** between the offer and its refusal; 0 for a hop that was not refused */
  readonly secondsLost: number;
  readonly hoursLost: number;
}

/** A stretch of waiting for a person: officers at triage, or the tier above. */
export interface Wait {
  readonly kind: 'triage' | 'arbitration';
  readonly from: string;
  /** absent: it waits still */
  readonly to?: string;
  readonly seconds: number;
  readonly hours: number;
}

const secondsBetween = (from: string, to: string) =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
/** Two decimals: 36 seconds. */
const hoursOf = (seconds: number) => Math.round(seconds / 36) / 100;

const lostBy = ({ status, offeredAt, endedAt }: Disposition) =>
  status === 'declined' && endedAt !== undefined ? secondsBetween(offeredAt, endedAt) : 0;

/** Who had the case, in order, and the time that each refusal cost. */
export const hopsOf = (state: Case): Hop[] =>
  Object.values(state.dispositions)
    .filter(({ part }) => part === 'lead')
    .sort((a, b) => a.hop - b.hop)
    .map((each) => {
      const { hop, organisation, unit, offeredAt, endedAt, status, ground, proposed } = each;
      const secondsLost = lostBy(each);
      return {
        hop,
        organisation,
        ...(unit !== undefined && { unit }),
        offeredAt,
        ...(endedAt !== undefined && { endedAt }),
        outcome: status,
        ...(ground !== undefined && { ground }),
        ...(proposed !== undefined && { proposed }),
        secondsLost,
        hoursLost: hoursOf(secondsLost),
      };
    });

/** The time that the case waited for people between hops, up to an instant. The first one begins with the filing. */
export function waitsOf(state: Case, until: string): Wait[] {
  const waits = [
    ...state.verifications.map((stretch) => waitOf('triage', stretch, until)),
    ...state.arbitrations.map((stretch) => waitOf('arbitration', stretch, until)),
  ];
  return waits.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

function waitOf(kind: Wait['kind'], { startedAt, endedAt }: Stretch, until: string): Wait {
  const seconds = secondsBetween(startedAt, endedAt ?? until);
  return {
    kind,
    from: startedAt,
    ...(endedAt !== undefined && { to: endedAt }),
    seconds,
    hours: hoursOf(seconds),
  };
}
