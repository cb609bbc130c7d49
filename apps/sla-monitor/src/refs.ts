import { type ClockRefs } from '@satupintu/domain';
import { type Fact } from '@satupintu/events';
import { type Deps } from '@satupintu/service';

/** Directory, calendar or policy is not published yet. Nothing is wrong with the fact that needs it. */
export class NotPublishedYet extends Error {
  readonly code = 'not-published-yet';
  readonly retryable = true;
}

type Books = Pick<Deps, 'reference'>;

/** The versions in force now. @throws NotPublishedYet */
export function refsNow({ reference }: Books): ClockRefs {
  try {
    return {
      calendar: reference.calendar(),
      policy: reference.slaPolicy(),
      directory: reference.directory(),
    };
  } catch (error) {
    throw new NotPublishedYet('directory, calendar and policy are needed', { cause: error });
  }
}

export const isPublished = (books: Books): boolean => {
  try {
    refsNow(books);
    return true;
  } catch {
    return false;
  }
};

/** A fact stamped with a version that was not read here yet: reads on first. @throws UnknownVersion */
export async function readVersionsOf(facts: readonly Fact[], { reference }: Books): Promise<void> {
  const calendars = new Set<string>();
  const policies = new Set<string>();
  for (const { data } of facts) {
    if ('calendarVersion' in data && data.calendarVersion) calendars.add(data.calendarVersion);
    if ('policyVersion' in data && data.policyVersion) policies.add(data.policyVersion);
  }
  for (const version of calendars) await reference.calendarVersion(version);
  for (const version of policies) await reference.slaPolicyVersion(version);
}
