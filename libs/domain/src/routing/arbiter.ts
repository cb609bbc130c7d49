import { NATIONAL_MANAGER } from '../life/owner';
import { type DirectoryIndex } from './directory';

/** The lowest connected tier that stands above all of these bodies; it may not be one of them. PANRB where there is none. */
export function arbiterOf(bodies: readonly string[], directory: DirectoryIndex): string {
  const [first, ...others] = bodies;
  if (first === undefined) return NATIONAL_MANAGER;
  const above = directory
    .ancestors(first)
    .find((code) => others.every((other) => directory.ancestors(other).includes(code)));
  return directory.holderOf(above ?? NATIONAL_MANAGER);
}
