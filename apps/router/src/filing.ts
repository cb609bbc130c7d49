import { type Filing } from '@satupintu/domain';

/** The words of a filing as the vault opened them; undefined where they were erased. */
export function asFiling(opened: unknown): Filing | undefined {
  if (typeof opened !== 'object' || opened === null) return undefined;
  const { text, title, place, agencyHint } = opened as Partial<Filing>;
  return { text: text ?? '', title, agencyHint, ...(place && { place }) };
}
