import { type Suggestion } from '@satupintu/events';
import { type DirectoryIndex } from './directory';
import * as say from './reasons';

/** An unconnected body’s cases are held by the nearest connected body above it, which is told so. */
export function held(suggestion: Suggestion, directory: DirectoryIndex): Suggestion {
  const holder = directory.holderOf(suggestion.organisation);
  if (holder === suggestion.organisation) return suggestion;
  const name = directory.organisation(suggestion.organisation)?.name ?? suggestion.organisation;
  const { probability, reasons } = suggestion;
  return { organisation: holder, probability, reasons: [...reasons, say.heldReason(name)] };
}
