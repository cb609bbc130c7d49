import { type Books } from './books';
import { isRunning, openPause, type ProvedClock } from './clock';
import { same } from './same';

/** A clock as the present state of a case shows it. */
export interface PresentClock {
  readonly clockId: string;
  readonly kind: string;
  readonly state: string;
  readonly dueAt: string | null;
  readonly stoppedAt?: string;
  readonly missRecorded: boolean;
  readonly escalationLevel: number;
  readonly ladder: readonly unknown[];
  readonly pauses: readonly unknown[];
  readonly reminders?: readonly string[];
}

function stateOf(clock: ProvedClock): string {
  if (clock.end) return clock.end.how === 'met' || clock.end.how === 'cancelled' ? clock.end.how : 'missed';
  if (clock.recorded) return 'missed';
  return openPause(clock) ? 'paused' : 'running';
}

const proved = (clock: ProvedClock) => ({
  state: stateOf(clock),
  dueAt: clock.dueAt,
  stoppedAt: clock.end?.at,
  recorded: clock.recorded,
  level: clock.level,
  ladder: clock.ladder,
  pauses: clock.pauses,
  reminders: isRunning(clock) ? clock.reminders : [],
});

const shown = (clock: PresentClock) => ({
  state: clock.state,
  dueAt: clock.dueAt,
  stoppedAt: clock.stoppedAt,
  recorded: clock.missRecorded,
  level: clock.escalationLevel,
  ladder: clock.ladder,
  pauses: clock.pauses,
  reminders: clock.state === 'running' ? (clock.reminders ?? []) : [],
});

/** Compares the clocks that people are shown with those that the proof has come to. */
export function comparePresent(books: Books, clocks: Readonly<Record<string, PresentClock>>): void {
  const ids = new Set([...Object.keys(clocks), ...books.clocks.keys()]);
  for (const id of ids) {
    const [present, own] = [clocks[id], books.clocks.get(id)];
    const [log, found] = [present && shown(present), own && proved(own)];
    if (!same(log, found)) books.differ(own ?? present, { what: 'present state', log, proof: found });
  }
}
