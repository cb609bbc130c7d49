import { type Suggestion } from '@satupintu/events';
import { NATIONAL_MANAGER } from '../life/owner';
import { type DirectoryIndex } from './directory';
import * as say from './reasons';

/** An unconnected body’s cases are held by the nearest connected body above it, which is told so. */
export function held(suggestion: Suggestion, directory: DirectoryIndex): Suggestion {
  const own = directory.organisation(suggestion.organisation);
  if (own?.connection !== 'unconnected') return suggestion;
  const above = directory
    .ancestors(own.code)
    .find((code) => directory.organisation(code)?.connection === 'connected');
  const { probability, reasons } = suggestion;
  return {
    organisation: above ?? NATIONAL_MANAGER,
    probability,
    reasons: [...reasons, say.heldReason(own.name)],
  };
}
