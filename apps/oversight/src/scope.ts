import { type DirectoryIndex, type Person } from '@satupintu/domain';

/**
 * Which cases a person may list, as values for SQL; null: no bound. The same rules as `mayReadCase`, so that a list
 * never shows what a single call would hide.
 */
export interface CaseScope {
  /** province of an office of the Ombudsman */
  readonly province: string | null;
  /** one of them must have, or have had, a part in the case */
  readonly bodies: readonly string[] | null;
  /** restricted cases are seen: all of them, those that this organisation handles, or none */
  readonly restricted: 'all' | 'handled' | 'none';
}

const nothing: CaseScope = { province: null, bodies: [], restricted: 'none' };

export function caseScope(person: Person, directory: DirectoryIndex): CaseScope {
  const { role, organisation, unit } = person;
  switch (role) {
    case 'national':
      return { province: null, bodies: null, restricted: 'all' };
    case 'analyst':
      if (organisation !== 'ombudsman') return nothing;
      return { province: unit?.split('/')[1] ?? null, bodies: null, restricted: 'all' };
    case 'executive':
      return { province: null, bodies: directory.allWithin(organisation), restricted: 'none' };
    case 'coordinator':
      return { province: null, bodies: [organisation], restricted: 'handled' };
    case 'liaison':
    case 'channel':
    case 'ops':
      return nothing;
  }
}

/**
 * A condition on `case_row` for values that begin at parameter `$first`: province, bodies, what of restricted cases.
 * Bounds that are null fall away when the statement is planned.
 */
export const scopeSql = (first: number): string => `
  ($${first}::text is null or c.province = $${first})
  and ($${first + 1}::text[] is null or c.bodies && $${first + 1})
  and ($${first + 2} = 'all' or not c.restricted or ($${first + 2} = 'handled' and c.handlers && $${first + 1}))`;

export const scopeValues = ({ province, bodies, restricted }: CaseScope): unknown[] => [
  province,
  bodies,
  restricted,
];
