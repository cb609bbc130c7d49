import { type DirectoryIndex, type Person } from '@satupintu/domain';

/**
 * Which rows of the inbox a person may see, as values for SQL; null: no bound. The same rules as `mayReadCase` and
 * `mayHandle`, so that a list never shows what a single call would hide.
 */
export interface InboxScope {
  readonly organisations: readonly string[] | null;
  /** '' for dispositions that name no unit */
  readonly unit: string | null;
  readonly province: string | null;
  /** an office of the Ombudsman, which also sees what is its own */
  readonly office: string | null;
  readonly sees: 'all' | 'its part' | 'unrestricted';
}

const everything: InboxScope = { organisations: null, unit: null, province: null, office: null, sees: 'all' };

export function inboxScope(person: Person, directory: DirectoryIndex): InboxScope {
  const { role, organisation, unit } = person;
  switch (role) {
    case 'national':
      return everything;
    case 'analyst':
      if (organisation !== 'ombudsman') return { ...everything, organisations: [] };
      return unit === undefined
        ? everything
        : { ...everything, province: unit.split('/')[1] ?? '', office: unit };
    case 'executive':
      return { ...everything, organisations: directory.allWithin(organisation), sees: 'unrestricted' };
    case 'coordinator':
      return { ...everything, organisations: [organisation], sees: 'its part' };
    case 'liaison':
      return { ...everything, organisations: [organisation], unit: unit ?? '', sees: 'its part' };
    case 'channel':
    case 'ops':
      return { ...everything, organisations: [] };
  }
}
