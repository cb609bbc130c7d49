import { later } from '../clocks/local-time';
import { type Case, type Held } from './case';
import { compact } from './rule';

/** A stretch of time; `to` is absent while it lasts. */
export interface Span {
  readonly from: string;
  readonly to?: string;
}

/** How long, in milliseconds: in all, and without the time in which the case stood still. */
export interface Age {
  readonly gross: number;
  readonly net: number;
}

/** A stretch in which one body was accountable; `to` is absent while it still is. */
export interface Holding extends Held, Span, Age {}

/** What an organisation held in all, its units included. */
export interface BodyAge extends Age {
  readonly organisation: string;
}

const ms = (instant: string) => Date.parse(instant);
const lengthOf = ({ from, to }: { readonly from: string; readonly to: string }) =>
  Math.max(0, ms(to) - ms(from));
const earlier = (one: string, other: string) => (one < other ? one : other);

/**
 * When a case stood still, in order and joined: a clock of it was paused because the reporter was asked, it followed
 * another case, or it lay archived until an appeal. Clocks that pause together stand still once.
 */
export function standstills(state: Case): Span[] {
  const pauses = Object.values(state.clocks).flatMap((clock) => clock.pauses);
  const idle = state.held.flatMap(({ from, idle }, n): Span[] => {
    const to = state.held[n + 1]?.from;
    return idle === undefined ? [] : [to === undefined ? { from } : { from, to }];
  });
  return joined([...pauses, ...idle]);
}

function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = result.at(-1);
    if (!last || (last.to !== undefined && last.to < span.from)) result.push(span);
    else if (last.to !== undefined) result.splice(-1, 1, joinedWith(last.from, last.to, span));
  }
  return result;
}

const joinedWith = (from: string, to: string, span: Span): Span =>
  span.to === undefined ? { from } : { from, to: later(to, span.to) };

const within = (spans: readonly Span[], from: string, to: string): number =>
  spans.reduce(
    (sum, span) => sum + lengthOf({ from: later(span.from, from), to: earlier(span.to ?? to, to) }),
    0,
  );

/** Until when a case is counted: `now`, or its closing if that came before; never before its filing. */
const endOf = ({ filedAt, closedAt }: Case, now: string) =>
  later(filedAt, closedAt === undefined ? now : earlier(closedAt, now));

/**
 * Who held a case and for how long, from its filing to its closing or else to `now`. The stretches follow each other
 * without a gap, and add up to the age of the case to the millisecond, gross and net.
 */
export function holdings(state: Case, now: string): Holding[] {
  const end = endOf(state, now);
  const still = standstills(state);
  return state.held
    .filter(({ from }) => from < end)
    .map((held, n) => {
      const next = state.held[n + 1]?.from;
      const to = earlier(next ?? end, end);
      const lasts = next === undefined && state.closedAt === undefined;
      const gross = lengthOf({ from: held.from, to });
      return compact<Holding>({
        ...held,
        to: lasts ? undefined : to,
        gross,
        net: gross - within(still, held.from, to),
      });
    });
}

/** The same added up per organisation, in the order in which each came to it first. */
export function heldByBody(stretches: readonly Holding[]): BodyAge[] {
  const bodies = new Map<string, BodyAge>();
  for (const { organisation, gross, net } of stretches) {
    const before = bodies.get(organisation) ?? { gross: 0, net: 0 };
    bodies.set(organisation, { organisation, gross: before.gross + gross, net: before.net + net });
  }
  return [...bodies.values()];
}

/** Age of a case at `now`; it ends with the closing. */
export function ageOf(state: Case, now: string): Age {
  const end = endOf(state, now);
  const gross = lengthOf({ from: state.filedAt, to: end });
  return { gross, net: gross - within(standstills(state), state.filedAt, end) };
}
