import { type DirectoryIndex } from '@satupintu/domain';

/** A unit with its body, as people say it; the code where the directory is not there yet. */
export function bodyName(index: DirectoryIndex | undefined, code: string): string {
  const [organisation = code] = code.split('/');
  const body = index?.organisation(organisation)?.name ?? organisation;
  const unit = code === organisation ? undefined : index?.unit(code)?.name;
  return unit === undefined ? body : `${unit}, ${body}`;
}
