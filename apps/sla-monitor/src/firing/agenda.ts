import { type DueTimer, type Place, placeOf } from './ports';

/** Instants are ISO text of one form, so that text order is time order; ids break ties as the database does. */
const isBefore = (one: Place, other: Place): boolean => {
  if (one.at !== other.at) return one.at < other.at;
  if (one.complaintId !== other.complaintId) return one.complaintId < other.complaintId;
  return one.clockId < other.clockId;
};

/** Timers in the order in which they are due: oldest first. */
export class Agenda {
  private timers: DueTimer[] = [];

  get size(): number {
    return this.timers.length;
  }

  add(due: DueTimer): void {
    const place = placeOf(due);
    let [from, to] = [0, this.timers.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const there = this.timers[middle];
      if (there && isBefore(placeOf(there), place)) from = middle + 1;
      else to = middle;
    }
    this.timers.splice(from, 0, due);
  }

  /** Takes the oldest one, unless it comes after a place. */
  next(until: Place | undefined): DueTimer | undefined {
    const [oldest] = this.timers;
    if (!oldest || (until && isBefore(until, placeOf(oldest)))) return undefined;
    return this.timers.shift();
  }
}
