import { type Case } from '@satupintu/domain';
import { type Fact, type FactType, idOf } from '@satupintu/events';
import { clockLives } from './clock-life';
import { judgeClock, nameOf } from './judge-clock';
import { judgeRecords } from './judge-records';
import { SKEW } from './machine';
import { replayed } from './rebuild';
import { inForceBetween } from './setting';
import { type World } from './world';

/** What is wrong, in words; about which complaint, where it is about one. */
export interface Fault {
  readonly complaintId?: string;
  readonly what: string;
}

/** Judges a run that was drained, from its log. @returns nothing where all is well */
export async function judge(world: World): Promise<Fault[]> {
  return [
    ...handledOnce(world),
    ...(await sameAsReplayed(world)),
    ...nothingEarly(world),
    ...nothingOutdated(world),
    ...nothingByChance(world),
    ...[...world.truth.states.values()].flatMap((state) => {
      const { complaintId } = state;
      return judgeCase(world, state).map((what) => ({ complaintId, what }));
    }),
  ];
}

/** Each record was handled in one committed step, in order, with the verdict that it has for everybody. */
function handledOnce({ database, truth, topic }: World): Fault[] {
  const next = topic.partitions.map(() => 0);
  const verdicts = new Map(
    truth.told.map(({ record, verdict }) => [`${record.partition}:${record.offset}`, verdict]),
  );
  for (const { position, verdict, fact } of database.handled) {
    const { partition, offset } = position;
    const about = `${fact.type} at ${partition}:${offset}`;
    if (offset !== next[partition]) return [{ what: `${about} was handled out of turn or twice` }];
    next[partition] = offset + 1;
    if (text(verdict) !== text(verdicts.get(`${partition}:${offset}`)))
      return [{ complaintId: fact.subject, what: `${about} was told as ${text(verdict)}` }];
  }
  const left = topic.ends().some((end, partition) => next[partition] !== end);
  return left || database.outbox.length > 0 ? [{ what: 'something was never handled, or never said' }] : [];
}

const text = (value: unknown) => JSON.stringify(value, (_, member: unknown) => sorted(member));
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

/** States and views are what the log gives to somebody who reads it from the beginning. */
async function sameAsReplayed({ database, truth }: World): Promise<Fault[]> {
  const { tables } = await replayed(database, truth);
  const stored = (complaintId: string) => database.states.get(complaintId)?.state ?? 'null';
  const states = [...truth.states].filter(
    ([complaintId, state]) => text(JSON.parse(stored(complaintId))) !== text(state),
  );
  const views = [...tables].filter(([name, table]) => {
    const live = database.table(name);
    const differs = [...table].some(([key, row]) => text(live.get(key)) !== text(row));
    return differs || live.size !== table.size;
  });
  return [
    ...states.map(([complaintId]) => ({ complaintId, what: 'its state is not what the log says' })),
    ...views.map(([name]) => ({ what: `the view ${name} is not what the log says` })),
  ];
}

/** The member that holds the instant that has come. */
const instants: Readonly<Partial<Record<FactType, string>>> = {
  DeadlineMissed: 'missedAt',
  CaseEscalated: 'escalatedAt',
  ReminderDue: 'remindedAt',
  ReplyWindowElapsed: 'elapsedAt',
  InformationWindowElapsed: 'elapsedAt',
};

function comeIn({ type, data }: Fact): string | undefined {
  const member = instants[type];
  const at = member === undefined ? undefined : (data as Record<string, unknown>)[member];
  return typeof at === 'string' ? at : undefined;
}

/** Nothing is said before its instant has come, on the true clock; a clock that was far out is excused. */
function nothingEarly({ truth, jumped }: World): Fault[] {
  if (jumped) return [];
  return truth.told.flatMap(({ fact, record }) => {
    const at = comeIn(fact);
    return at !== undefined && Date.parse(at) > record.trueTime
      ? [{ complaintId: fact.subject, what: `${fact.type} of ${at} was said early` }]
      : [];
  });
}

/** A miss is judged by versions that were in force when it came, or later. */
function nothingOutdated(world: World): Fault[] {
  if (world.jumped) return [];
  return world.truth.told.flatMap(({ fact, record, verdict }) => {
    if (fact.type !== 'DeadlineMissed' || verdict.kind !== 'applied') return [];
    const { missedAt, calendarVersion, policyVersion } = fact.data;
    const known = inForceBetween(world.published, Date.parse(missedAt), record.trueTime + SKEW);
    return known.has(calendarVersion) && known.has(policyVersion)
      ? []
      : [{ complaintId: fact.subject, what: `the miss at ${missedAt} was judged by outdated versions` }];
  });
}

/** More often than so no clock of a run is moved or paused. */
const mostRevisions = 60;

/** The id of a miss follows from what it says, so that whoever says it again says the same. */
function nothingByChance({ truth }: World): Fault[] {
  return truth.told.flatMap(({ fact: { id, type, subject, data } }) => {
    if (type !== 'DeadlineMissed') return [];
    const { clockId, missedAt } = data;
    const follows = Array.from({ length: mostRevisions }, (_, revision) => revision).some(
      (revision) => idOf(`DeadlineMissed:miss:${clockId}:${missedAt}:${revision}`) === id,
    );
    return follows ? [] : [{ complaintId: subject, what: `the id of the miss at ${missedAt} is by chance` }];
  });
}

function judgeCase(world: World, state: Case): string[] {
  const told = world.truth.appliedOf(state.complaintId);
  // A clock may be behind by the skew, and waits for the skew.
  const horizon = new Date(world.trueTime - 2 * SKEW).toISOString();
  const view = { state, horizon, jumped: world.jumped };
  return [
    ...[...clockLives(told).values()].flatMap((clock) =>
      judgeClock(clock, view).map((what) => `${nameOf(clock)}: ${what}`),
    ),
    ...judgeRecords(state, horizon, world),
  ];
}
