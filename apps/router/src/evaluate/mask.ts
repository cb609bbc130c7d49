import { type DirectoryIndex } from '@satupintu/domain';
import { type LabelledText } from './rows';

const shortest = 3;
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Takes the names and aliases of national bodies, and the labels themselves, out of texts: what is left must be
 * routed by what it is about.
 */
export function nameMask(
  directory: DirectoryIndex,
  labels: readonly string[],
): (row: LabelledText) => LabelledText {
  const bodies = directory.all().filter(({ region }) => region === undefined);
  const names = [...labels, ...bodies.flatMap(({ name, aliases }) => [name, ...aliases])]
    .filter((name) => name.length >= shortest)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map((name) => escaped(name).replace(/\s+/g, '\\s+'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  const masked = (text: string) => text.replace(pattern, ' ');
  return (row) => ({
    ...row,
    text: masked(row.text),
    ...(row.title !== undefined && { title: masked(row.title) }),
  });
}
