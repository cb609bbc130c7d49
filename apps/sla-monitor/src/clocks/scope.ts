import { type DirectoryIndex, type Person } from '@satupintu/domain';

/** Which clocks a person may see, as values for SQL; null: no bound. The same rules as `mayReadCase`. */
export interface ClockScope {
  /** bodies of whose cases: those of the person, or all below an executive's */
  readonly bodies: readonly string[] | null;
  /** bodies whose waiting cases a coordinator decides */
  readonly decides: readonly string[];
  readonly province: string | null;
  /** an office of the Ombudsman, which also sees what is its own */
  readonly office: string | null;
  readonly sees: 'all' | 'its part' | 'unrestricted';
}

const everything: ClockScope = { bodies: null, decides: [], province: null, office: null, sees: 'all' };
const nothing: ClockScope = { ...everything, bodies: [] };

export function clockScope({ role, organisation, unit }: Person, directory: DirectoryIndex): ClockScope {
  switch (role) {
    case 'national':
      return everything;
    case 'analyst':
      if (organisation !== 'ombudsman') return nothing;
      return unit === undefined
        ? everything
        : { ...everything, province: unit.split('/')[1] ?? '', office: unit };
    case 'executive':
      return { ...everything, bodies: directory.allWithin(organisation), sees: 'unrestricted' };
    case 'coordinator':
      return {
        ...everything,
        bodies: [organisation],
        decides: directory.allWithin(organisation),
        sees: 'its part',
      };
    case 'liaison':
    case 'channel':
    case 'ops':
      return nothing;
  }
}
