import { type SlaRule } from '@satupintu/events';
import { type Case, type Clock, type ClockPause, isOpen, type Stretch } from '../life/case';
import { type Pause } from './due';
import { later } from './local-time';
import { type ClockRefs, pauseEndFor, ruleOf, type Run } from './refs';

/** What a clock's record still lacks of the times in which it stands still: the next stop or the next run. */
export type PauseStep =
  | {
      readonly kind: 'pause';
      readonly from: string;
      readonly until: string | null | undefined;
      readonly why: StandsStill;
    }
  | ({ readonly kind: 'resume' } & FinishedPause);

/** Why a clock stands still: the reporter is asked, or the case follows another one. */
export type StandsStill = 'reporter-asked' | 'merged';

/** A pause that is over: why the clock runs on. */
export interface FinishedPause extends Pause {
  readonly end: 'reporter-waited-for' | 'pause-cap' | 'merged' | 'unmerged';
}

interface Wait {
  readonly from: string;
  readonly to: string | undefined;
  readonly why: StandsStill;
}

const waitOf = ({ startedAt, endedAt }: Stretch, why: StandsStill): Wait => ({
  from: startedAt,
  to: endedAt === undefined ? undefined : later(startedAt, endedAt),
  why,
});

/** What of a wait lies outside of another one, which goes before it. */
function outside(wait: Wait, other: Wait): Wait[] {
  const { from, to } = other;
  const isApart = (to !== undefined && to <= wait.from) || (wait.to !== undefined && wait.to <= from);
  if (isApart) return [wait];
  const before = wait.from < from ? [{ ...wait, to: from }] : [];
  const after = to !== undefined && (wait.to === undefined || to < wait.to) ? [{ ...wait, from: to }] : [];
  return [...before, ...after];
}

/**
 * Stretches in which the reporter was asked or the case followed another one, from the clock's start on, in order.
 * While it follows another one it does not wait for the reporter: the time is given back in full, whatever the cap.
 */
function waits(state: Case, clock: Clock): Wait[] {
  const merged = (state.merge.stretches ?? []).map((stretch) => waitOf(stretch, 'merged'));
  const asked = state.questions.flatMap((question) =>
    merged.reduce<Wait[]>(
      (left, other) => left.flatMap((wait) => outside(wait, other)),
      [waitOf(question, 'reporter-asked')],
    ),
  );
  return [...merged, ...asked]
    .map((wait) => ({ ...wait, from: later(wait.from, clock.startedAt) }))
    .sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
}

type Pauses = Clock['pauses'];
const latest = (pauses: Pauses) =>
  pauses.reduce<ClockPause | undefined>(
    (last, pause) => (!last || pause.from >= last.from ? pause : last),
    undefined,
  );

/**
 * The first wait that the pauses so far leave out. One that ended where it began, or before the start, is none. That
 * the case follows another one may be known only after a question that was asked meanwhile.
 */
function nextWait(all: readonly Wait[], pauses: Pauses): Wait | undefined {
  const last = latest(pauses);
  const isEmpty = last !== undefined && last.to === last.from;
  const isNew = ({ from, why }: Wait) =>
    why === 'merged'
      ? !pauses.some((pause) => pause.why === why && pause.from === from)
      : !last || from > last.from || (isEmpty && from === last.from);
  return all.filter(({ from, to }) => to === undefined || to > from).find(isNew);
}

/** A pause counts from before the limit is reached; the instants decide, not when the facts came into the log. */
const inTime = (clock: Clock, from: string) => clock.dueAt === null || from <= clock.dueAt;
const canPause = (clock: Clock) =>
  clock.stoppedAt === undefined && (clock.state === 'running' || clock.state === 'missed');

/** Why a pause for a reason is over at an instant: an open question goes on behind a merge. */
function whyOver(why: StandsStill, to: string, all: readonly Wait[]): FinishedPause['end'] {
  if (why === 'merged') return 'unmerged';
  return all.some((wait) => wait.why === 'merged' && wait.from === to) ? 'merged' : 'reporter-waited-for';
}

/** The open pause ends with what it waits for, or before it when the cap of the rule is used up. */
function endOf(clock: Clock, { from, why }: ClockPause, all: readonly Wait[]): PauseStep | undefined {
  const ended = endOfAll(waitsFrom(all, from, why ?? 'reporter-asked'));
  if (ended === undefined) return undefined;
  const { pausedUntil } = clock;
  if (typeof pausedUntil === 'string' && pausedUntil < ended)
    return { kind: 'resume', from, to: pausedUntil, end: 'pause-cap' };
  return {
    kind: 'resume',
    from,
    to: later(from, ended),
    end: whyOver(why ?? 'reporter-asked', ended, all),
  };
}

/** A new pause, unless nothing is left of the cap. */
function beginOf(
  clock: Clock,
  rule: SlaRule | undefined,
  { from, why }: Wait,
  refs: ClockRefs,
): PauseStep | undefined {
  if (why === 'merged' || !rule) return { kind: 'pause', from, until: undefined, why };
  const until = pauseEndFor(clock.accountable, rule, runOf(clock, rule), from, refs);
  return until === from ? undefined : { kind: 'pause', from, until, why };
}

/**
 * The waits that a pause was begun for. A question that was asked while the merge was under way is none by itself:
 * its pause lasts as long as the merge. One that goes on behind a merge which was undone at once has a pause of its own.
 */
function waitsFrom(all: readonly Wait[], from: string, why: StandsStill): Wait[] {
  const own = all.filter((wait) => wait.from === from && (why !== 'merged' || wait.why === why));
  if (own.length > 0) return own;
  return all.filter((wait) => wait.why === 'merged' && wait.from < from && from <= (wait.to ?? from));
}

/** The end of what began at the same instant: the latest; none while one of it goes on. */
function endOfAll(all: readonly Wait[]): string | undefined {
  const ends = all.map(({ to }) => to);
  return ends.includes(undefined) ? undefined : ends.sort().at(-1);
}

/** Whether policy lets a clock stand still for a reason. */
const standsStill = (why: StandsStill, rule: SlaRule | undefined, { policy }: ClockRefs): boolean =>
  why === 'merged' ? policy.merging !== 'follow' : rule?.pausesForReporter === true;

/**
 * The next step that brings a clock up to date with the questions asked and the merges, or undefined when it is. One
 * step at a time: the next follows when this one is in the log, however much of the life of the case came before the
 * clock's start.
 *
 * @param past whether merges that are over count; a policy that lets clocks stand still later is not for those
 */
export function nextPauseStep(
  state: Case,
  clock: Clock,
  refs: ClockRefs,
  past: 'with-past-merges' | 'as-it-stands' = 'as-it-stands',
): PauseStep | undefined {
  if (!(isOpen(clock) || clock.state === 'missed')) return undefined;
  const all = waits(state, clock);
  if (all.length === 0) return undefined;
  const open = clock.pauses.at(-1);
  if (clock.state === 'paused' && open) return endOf(clock, open, all);
  const rule = ruleOf(state, clock, refs);
  const next = nextWait(
    all
      .filter(({ why, to }) => why !== 'merged' || to === undefined || past === 'with-past-merges')
      .filter(({ why }) => standsStill(why, rule, refs)),
    clock.pauses,
  );
  return next && canPause(clock) && inTime(clock, next.from) ? beginOf(clock, rule, next, refs) : undefined;
}

/** The times in which the case followed another one, where policy lets clocks stand still then. */
export const mergedTimes = ({ merge }: Case, { policy }: Pick<ClockRefs, 'policy'>): Pause[] =>
  policy.merging === 'follow'
    ? []
    : (merge.stretches ?? []).flatMap(({ startedAt: from, endedAt }) =>
        endedAt === undefined ? [] : [{ from, to: later(from, endedAt), why: 'merged' as const }],
      );

/** What was given to a clock in all, in a unit; what was given in another one lapsed with the rule that had it. */
export const extendedBy = ({ extensions = [] }: Clock, unit: string): number =>
  extensions.reduce((sum, given) => (given.unit === unit ? sum + given.amount : sum), 0);

/** A clock's run under a rule: its start, its finished pauses, its extensions. */
export const runOf = (clock: Clock, { unit }: Pick<SlaRule, 'unit'>): Required<Run> => ({
  start: clock.startedAt,
  pauses: finishedPauses(clock),
  extendedBy: extendedBy(clock, unit),
});

/** The pauses that are over. */
export const finishedPauses = ({ pauses }: Clock): Pause[] =>
  pauses.flatMap(({ from, to, why }) => {
    if (to === undefined) return [];
    return [why === undefined ? { from, to } : { from, to, why }];
  });
