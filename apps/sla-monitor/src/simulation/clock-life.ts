import { type Case, windows } from '@satupintu/domain';
import { type Data, type Fact, type FactOf, type FactType } from '@satupintu/events';
import { type Told } from './truth';

export interface StepTaken {
  readonly level: number;
  readonly at: string;
  /** the clock had already ended for everybody who reads the log */
  readonly afterEnd: boolean;
}

/** What the log says of one clock, by the words of its facts alone. */
export interface ClockLife {
  readonly start: Data<'ClockStarted'>;
  /** the due time that counts: the last one before it was missed or ended */
  due: string | null;
  climbs: boolean;
  /** misses that stand */
  misses: { readonly at: string }[];
  /** `before`: instants from which a step was moved; it may have been on its way */
  ladder: { level: number; at: string | null; before: string[] }[];
  steps: StepTaken[];
  elapsed: string[];
  /** instants of reminders, in the order in which they were given */
  reminded: string[];
  /** instants of the reminders before the due time that counts */
  planned: readonly string[];
  pauses: { from: string; to?: string }[];
  /** the earliest instant at which what it waits for happened, or its reason to run was gone */
  end: string | undefined;
}

const earliest = (instants: readonly (string | undefined)[]): string | undefined =>
  instants.filter((at) => at !== undefined).sort()[0];

type OwnEnd = (clock: Data<'ClockStarted'>, state: Case) => string | undefined;
const partOf = ({ dispositionId }: Data<'ClockStarted'>, state: Case) =>
  dispositionId === undefined ? undefined : state.dispositions[dispositionId];
const answered: OwnEnd = (clock, state) => partOf(clock, state)?.rounds[clock.round]?.answeredAt;

/** When what a clock waits for happened, as the life of the case has it. Kinds that are not here wait for the answer. */
const ownEnds: Readonly<Record<string, OwnEnd>> = {
  verify_and_forward: ({ round }, state) => state.verifications[round]?.endedAt,
  arbitration: ({ round }, state) => state.arbitrations[round]?.endedAt,
  assign_unit: (clock, state) =>
    partOf(clock, state)?.unitNamedAt ?? partOf(clock, state)?.rounds[0]?.answeredAt,
  first_follow_up: (clock, state) => partOf(clock, state)?.firstAnswerAt,
  review: (clock, state) => partOf(clock, state)?.substantiveAt,
  reporter_reply_window: (clock, state) => partOf(clock, state)?.rounds[clock.round]?.repliedAt,
  reporter_information_window: ({ round }, state) => state.questions[round]?.endedAt,
};

function endIn({ start }: ClockLife, state: Case): string | undefined {
  const own = ownEnds[start.kind] ?? answered;
  const closesItself = state.closedReason === 'silence' && start.kind === 'reporter_reply_window';
  const closed = closesItself ? undefined : state.closedAt;
  return earliest([own(start, state), partOf(start, state)?.endedAt, closed]);
}

export const isWindow = ({ start }: ClockLife): boolean => windows.has(start.kind);
const isOver = ({ end, misses, elapsed }: ClockLife) =>
  end !== undefined || misses.length + elapsed.length > 0;

type Clocks = Map<string, ClockLife>;
type Tell<T extends FactType> = (clocks: Clocks, data: Data<T>) => void;

const begun = (start: Data<'ClockStarted'>): ClockLife => ({
  start,
  due: start.dueAt,
  climbs: start.climbs,
  misses: [],
  ladder: [],
  steps: [],
  elapsed: [],
  reminded: [],
  planned: start.reminders ?? [],
  pauses: [],
  end: undefined,
});

const on =
  <T extends FactType>(change: (clock: ClockLife, data: Data<T>) => void): Tell<T> =>
  (clocks, data) => {
    const clock = 'clockId' in data ? clocks.get(data.clockId) : undefined;
    if (clock) change(clock, data);
  };

/** What each fact of the clocks does to the books; no other fact does anything. */
const tellers: { readonly [T in FactType]?: Tell<T> } = {
  ClockStarted: (clocks, data) => clocks.set(data.clockId, begun(data)),
  ClockPaused: (clocks, { clockIds, pausedAt }) => {
    for (const id of clocks.keys()) if (clockIds.includes(id)) pause(clocks.get(id), pausedAt);
  },
  ClockResumed: (clocks, { clocks: resumed, resumedAt }) => {
    for (const each of resumed) resume(clocks.get(each.clockId), resumedAt, each);
  },
  DueTimesMoved: (clocks, { clocks: moved, steps }) => {
    for (const each of moved) move(clocks.get(each.clockId), each);
    for (const { clockId, level, at } of steps) moveStep(clocks.get(clockId), level, at);
  },
  ClockExtended: on<'ClockExtended'>((clock, { dueAt, reminders = [] }) => {
    Object.assign(clock, { due: dueAt, planned: reminders });
  }),
  ClockStopped: on<'ClockStopped'>((clock, { stoppedAt }) => {
    clock.end = earliest([clock.end, stoppedAt]);
  }),
  DeadlineMissed: on<'DeadlineMissed'>((clock, { missedAt, ladder }) => {
    clock.misses.push({ at: missedAt });
    Object.assign(clock, { ladder: ladder.map(({ level, at }) => ({ level, at, before: [] })), steps: [] });
  }),
  MissAnnulled: on<'MissAnnulled'>((clock) => clock.misses.pop()),
  CaseEscalated: on<'CaseEscalated'>((clock, { level, escalatedAt: at }) => {
    clock.steps.push({ level, at, afterEnd: clock.end !== undefined && clock.end <= at });
  }),
  ReminderDue: on<'ReminderDue'>((clock, { remindedAt }) => clock.reminded.push(remindedAt)),
  ReplyWindowElapsed: on<'ReplyWindowElapsed'>((clock, { elapsedAt }) => clock.elapsed.push(elapsedAt)),
  InformationWindowElapsed: on<'InformationWindowElapsed'>((clock, { elapsedAt }) =>
    clock.elapsed.push(elapsedAt),
  ),
};

function pause(clock: ClockLife | undefined, from: string): void {
  if (!clock || clock.end !== undefined) return;
  clock.pauses.push({ from });
  clock.planned = [];
}

interface Run {
  readonly dueAt: string | null;
  readonly reminders?: readonly string[];
}

function resume(clock: ClockLife | undefined, at: string, { dueAt, reminders = [] }: Run): void {
  const open = clock?.pauses.at(-1);
  if (!clock || !open || open.to !== undefined) return;
  open.to = at;
  Object.assign(clock, { due: dueAt, planned: reminders });
}

function move(
  clock: ClockLife | undefined,
  { dueAt, reminders, climbs }: Run & { readonly climbs?: boolean },
): void {
  if (!clock || isOver(clock)) return;
  clock.due = dueAt;
  clock.climbs = climbs ?? clock.climbs;
  if (reminders && !isPaused(clock)) clock.planned = reminders;
}

function moveStep(clock: ClockLife | undefined, level: number, at: string | null): void {
  const step = clock?.ladder.find((each) => each.level === level);
  if (!step || clock?.steps.some((taken) => taken.level === level)) return;
  if (step.at !== null) step.before.push(step.at);
  step.at = at;
}

export const isPaused = ({ pauses }: ClockLife): boolean => {
  const last = pauses.at(-1);
  return last !== undefined && last.to === undefined;
};

function tell(clocks: Clocks, fact: Fact): void {
  // The table is keyed by the fact’s own type; TypeScript cannot follow that through a union.
  const teller = tellers[fact.type] as Tell<typeof fact.type> | undefined;
  teller?.(clocks, (fact as FactOf<typeof fact.type>).data);
}

/** An end that the state shows. What ended with a window’s own elapsing did not end it. */
function see(clock: ClockLife, state: Case): void {
  const end = endIn(clock, state);
  if (end !== undefined && !clock.elapsed.includes(end)) clock.end = earliest([clock.end, end]);
}

/** Reads the facts of a complaint in order and keeps the books of its clocks, simply. */
export function clockLives(told: readonly Told[]): Clocks {
  const clocks: Clocks = new Map();
  for (const { fact, after } of told) {
    tell(clocks, fact);
    if (after) for (const clock of clocks.values()) see(clock, after);
  }
  return clocks;
}
