import { type Calendar, type Directory, type Fact, type SlaPolicy } from '@satupintu/events';
import { inForceAt, type Published, type Version } from './in-force';
import { iso, midnightOf } from './wall-clock';

/** What a fact may say that was decided so long (milliseconds) after a version came, without having read it. */
const readingTime = 60_000;
const dayLength = 86_400_000;

/** All versions that were published, as the reference facts say it. */
export class References {
  readonly calendars: Published<Calendar>[] = [];
  readonly policies: Published<SlaPolicy>[] = [];
  readonly directories: Published<Directory>[] = [];
  private readonly seen = new Set<string>();

  take(fact: Fact): void {
    if (this.seen.has(fact.id)) return;
    this.seen.add(fact.id);
    if (fact.type === 'CalendarPublished') this.calendars.push({ at: fact.at, value: fact.data });
    if (fact.type === 'SlaPolicyPublished') this.policies.push({ at: fact.at, value: fact.data });
    if (fact.type === 'DirectoryPublished') this.directories.push({ at: fact.at, value: fact.data });
  }

  calendar(version: string): Calendar | undefined {
    return this.calendars.find(({ value }) => value.version === version)?.value;
  }
  policy(version: string): SlaPolicy | undefined {
    return this.policies.find(({ value }) => value.version === version)?.value;
  }
  calendarAt(at: string): Calendar | undefined {
    return inForceAt(this.calendars, at);
  }
  policyAt(at: string): SlaPolicy | undefined {
    return inForceAt(this.policies, at);
  }

  /** The directory in force at an instant, then the others: facts do not say which one they were made with. */
  directoriesAt(at: string): Directory[] {
    const first = inForceAt(this.directories, at);
    const others = this.directories.map(({ value }) => value).filter((value) => value !== first);
    return first ? [first, ...others] : others;
  }

  /** Whether a calendar was in force when a fact was decided: at its own instant or, for those that lag, later. */
  calendarFits(version: string, at: string): boolean {
    return fits(this.calendars, version, at);
  }
  policyFits(version: string, at: string): boolean {
    return fits(this.policies, version, at);
  }
}

/** Local midnight of the nation at which a version comes into force. */
export const effectAt = ({ effectiveFrom }: Version) =>
  iso(midnightOf(Date.parse(`${effectiveFrom.slice(0, 10)}T00:00:00.000Z`) / dayLength, 'Asia/Jakarta'));

/** What was in force at an instant, one version after the other where several were published at that very instant. */
function inForceOver<V extends Version>(published: readonly Published<V>[], at: string): (V | undefined)[] {
  const views = published.map((_, n) => published.slice(0, n + 1));
  return views.filter((view) => (published[view.length]?.at ?? at) >= at).map((view) => inForceAt(view, at));
}

function fits(published: readonly Published<Version>[], version: string, at: string): boolean {
  const from = iso(Date.parse(at) - readingTime);
  const changes = published.flatMap((one) => [one.at, effectAt(one.value)]).filter((change) => change > from);
  return [from, ...changes].some((instant) =>
    inForceOver(published, instant).some((value) => value?.version === version),
  );
}
