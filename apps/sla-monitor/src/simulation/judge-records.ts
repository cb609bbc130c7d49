import {
  type Case,
  type Clock,
  type ClockRefs,
  dueTimers,
  finishedPauses,
  isOpen,
  type Pause,
  recompute,
  type Stretch,
  wantedClocks,
} from '@satupintu/domain';
import { Books } from './books';
import { type World } from './world';

/** What is wrong with a case when everything was read, fired and moved: by the versions in force at the end. */
export function judgeRecords(state: Case, horizon: string, world: World): string[] {
  const refs = refsAtEnd(world);
  return [
    ...(world.jumped ? [] : leftBehind(state, horizon)),
    ...missingClocks(state, refs),
    ...needlessClocks(state, refs),
    ...wrongDueTimes(state, refs, world),
    ...wrongPauses(state),
  ];
}

function refsAtEnd({ published, setting, trueTime }: World): ClockRefs {
  const books = new Books(published, () => new Date(trueTime).toISOString(), setting.directory);
  books.read = published.length;
  return books.refs();
}

/** No timer is left that is due, except of a case that waits behind its lead. */
const leftBehind = (state: Case, horizon: string): string[] =>
  dueTimers(state)
    .filter(({ at }) => at <= horizon)
    .map(({ kind, at, clockId }) => `the timer ${kind} of ${clockId.slice(0, 8)} at ${at} was left`);

/** Whatever the life of the case calls for has its clock. */
const missingClocks = (state: Case, refs: ClockRefs): string[] =>
  wantedClocks(state, refs)
    .filter(({ clockId }) => !state.clocks[clockId])
    .map(({ kind, round }) => `the clock ${kind} ${round} was never started`);

const openClocks = ({ clocks, status }: Case) =>
  status === 'merged' ? [] : Object.values(clocks).filter(isOpen);
const nameOf = ({ kind, round, clockId }: Clock) => `${kind} ${round} ${clockId.slice(0, 8)}`;

/** No clock runs that nothing calls for. Later reviews follow each other by themselves. */
function needlessClocks(state: Case, refs: ClockRefs): string[] {
  const wanted = wantedClocks(state, refs);
  const ids = new Set(wanted.map(({ clockId }) => clockId));
  const reviewed = new Set(
    wanted.filter(({ kind }) => kind === 'review').map(({ dispositionId }) => dispositionId),
  );
  const isWanted = ({ clockId, kind, dispositionId }: Clock) =>
    ids.has(clockId) || (kind === 'review' && reviewed.has(dispositionId));
  return openClocks(state)
    .filter((clock) => !isWanted(clock))
    .map((clock) => `${nameOf(clock)} runs though nothing calls for it`);
}

/** Open clocks are due when the versions in force say so. */
function wrongDueTimes(state: Case, refs: ClockRefs, { trueTime }: World): string[] {
  if (state.status === 'merged') return [];
  const at = new Date(trueTime).toISOString();
  const moved = recompute(state, refs, { at, why: 'judged' });
  const clocks = moved?.type === 'DueTimesMoved' ? moved.data.clocks : [];
  return clocks
    .filter(({ dueAt, was }) => dueAt !== was)
    .map(
      ({ clockId, dueAt, was }) =>
        `${clockId.slice(0, 8)} is due at ${String(was)}, should be ${String(dueAt)}`,
    );
}

const laterOf = (one: string, other: string) => (one > other ? one : other);

/**
 * A pause is a time in which the reporter was asked or the case followed another one, to the millisecond. One for the
 * reporter may end earlier, by its cap or by a merge, and go on when that is over.
 */
function wrongPauses(state: Case): string[] {
  const merges = state.merge.stretches ?? [];
  return openClocks(state).flatMap((clock) => {
    const { startedAt } = clock;
    const isOf = (waited: Stretch, { from, to }: Pause) =>
      from === laterOf(waited.startedAt, startedAt) &&
      (from === to || waited.endedAt === undefined || to <= laterOf(waited.endedAt, from));
    const goesOn = (asked: Stretch, { from, to }: Pause) =>
      asked.startedAt <= from &&
      merges.some(({ endedAt }) => endedAt === from) &&
      (asked.endedAt === undefined || to <= asked.endedAt);
    const wrong = finishedPauses(clock).filter((pause) =>
      pause.why === 'merged'
        ? !merges.some((merge) => isOf(merge, pause))
        : !state.questions.some((asked) => isOf(asked, pause) || goesOn(asked, pause)),
    );
    return wrong.map(
      ({ from, to }) => `${nameOf(clock)} stood still from ${from} to ${to}, against the questions`,
    );
  });
}
