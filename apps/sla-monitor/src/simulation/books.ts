import { type ClockDirectory, type ClockRefs, inForce } from '@satupintu/domain';
import { type Calendar, type ReferenceFact, type SlaPolicy } from '@satupintu/events';
import { Away } from './faults';

/** What one process has read of the reference topic: the first so many of what was published. */
export class Books {
  read = 0;

  constructor(
    private readonly published: readonly ReferenceFact[],
    private readonly now: () => string,
    private readonly index: ClockDirectory,
  ) {}

  calendars(): Calendar[] {
    return this.known().flatMap((each) => (each.type === 'CalendarPublished' ? [each.data] : []));
  }

  slaPolicies(): SlaPolicy[] {
    return this.known().flatMap((each) => (each.type === 'SlaPolicyPublished' ? [each.data] : []));
  }

  calendar(): Calendar {
    return present(inForce(this.calendars(), this.now()));
  }

  slaPolicy(): SlaPolicy {
    return present(inForce(this.slaPolicies(), this.now()));
  }

  directory(): ClockDirectory {
    return this.index;
  }

  refs(): ClockRefs {
    return { calendar: this.calendar(), policy: this.slaPolicy(), directory: this.index };
  }

  calendarVersion(version: string): Promise<Calendar> {
    return named(this.calendars(), version);
  }

  slaPolicyVersion(version: string): Promise<SlaPolicy> {
    return named(this.slaPolicies(), version);
  }

  private known(): readonly ReferenceFact[] {
    return this.published.slice(0, this.read);
  }
}

/** The real books wait for a while first; here the world decides what a process reads next. */
function named<T extends { readonly version: string }>(all: readonly T[], version: string): Promise<T> {
  const found = all.find((each) => each.version === version);
  return found ? Promise.resolve(found) : Promise.reject(new Away(`version ${version} was not read yet`));
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Away('nothing was published yet');
  return value;
}
