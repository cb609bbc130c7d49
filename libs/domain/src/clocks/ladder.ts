import { type LadderStep, type Owner } from '@satupintu/events';
import { type Case, type Clock, type LadderStepPlan } from '../life/case';
import { NATIONAL_MANAGER } from '../life/owner';
import { OMBUDSMAN } from '../routing/directory';
import { type Pause } from './due';
import { mergedTimes } from './pauses';
import { type ClockRefs, dueFor } from './refs';

const isNational = (organisation: string) => organisation.startsWith('nat.');

/** The Ombudsman's office of the case's province; the centre for national bodies, which no province holds. */
function office(state: Case, { organisation }: Owner, { directory }: ClockRefs): Owner {
  const code = isNational(organisation) ? OMBUDSMAN : directory.ombudsmanOffice(state.region ?? organisation);
  return code === OMBUDSMAN ? { organisation: OMBUDSMAN } : { organisation: OMBUDSMAN, unit: code };
}

/** To whom a step goes. What the Ombudsman itself handles climbs to its own centre. */
export function addressee(to: LadderStep['to'], accountable: Owner, state: Case, refs: ClockRefs): Owner {
  const { organisation } = accountable;
  if (organisation === OMBUDSMAN) return { organisation };
  switch (to) {
    case 'unit':
      return accountable;
    case 'coordinator':
      return { organisation };
    case 'tier_above':
      return { organisation: refs.directory.parentOf(organisation) ?? NATIONAL_MANAGER };
    case 'ombudsman':
      return office(state, accountable, refs);
  }
}

/** A time that lies in a standstill is not over: what is due in it comes later. */
const isWithin = (at: string, still: readonly Pause[]) => still.some(({ from, to }) => from <= at && at < to);

/**
 * When each step is due, counted from the one before; unknown from the first that reaches a year without a list. While
 * the case followed another one nothing climbed: the steps still to come come later by that time.
 */
function instants(
  steps: readonly LadderStep[],
  from: string | null,
  accountable: Owner,
  still: readonly Pause[],
  refs: ClockRefs,
): (string | null)[] {
  let at = from;
  return steps.map(({ after, unit }) => {
    if (at !== null && after > 0)
      at = dueFor(accountable, { limit: after, unit }, { start: at, pauses: still }, refs);
    return at;
  });
}

/** The ladder of the case's class. */
const ladderOf = ({ class: of }: Case, { policy }: ClockRefs): readonly LadderStep[] =>
  policy.ladders?.[of] ?? policy.ladder;

/** A step that was planned before the case followed another one, for an instant at which it did: it comes later. */
export const isPutOff = (state: Case, { at }: LadderStepPlan, refs: ClockRefs): boolean =>
  at !== null && isWithin(at, mergedTimes(state, refs));

/** The steps that a miss sets going, with their due instants in the accountable body's working time. */
export function ladderPlan(state: Case, clock: Clock, missedAt: string, refs: ClockRefs): LadderStepPlan[] {
  if (!clock.climbs) return [];
  const ladder = ladderOf(state, refs);
  const at = instants(ladder, missedAt, clock.accountable, mergedTimes(state, refs), refs);
  return ladder.map(({ level, to }, index) => ({
    level,
    to: addressee(to, clock.accountable, state, refs),
    at: at[index] ?? null,
  }));
}

/**
 * The steps still to come, counted again from the last one that was taken. One that is put off puts off those after it.
 *
 * @param since from when what moves them holds: a step that was due by then was taken, if it is not recorded yet either
 */
export function stepsToCome(
  state: Case,
  clock: Clock,
  refs: ClockRefs,
  since: string | undefined,
): { level: number; at: string | null }[] {
  const { escalationLevel, ladder, missedAt = null, accountable } = clock;
  const still = mergedTimes(state, refs);
  const wasDue = (at: string | null) =>
    at !== null && since !== undefined && at <= since && !isWithin(at, still);
  const firstToCome = ladder.findIndex(({ level, at }) => level > escalationLevel && !wasDue(at));
  const taken = firstToCome < 0 ? ladder.at(-1) : ladder[firstToCome - 1];
  const coming = ladderOf(state, refs).filter(({ level }) => level > (taken?.level ?? escalationLevel));
  const at = instants(coming, taken?.at ?? missedAt, accountable, still, refs);
  return coming.map(({ level }, index) => ({ level, at: at[index] ?? null }));
}
