import { type Organisation } from '@satupintu/events';
import { type DirectoryIndex } from './directory';
import { type Folded, type PreparedPolicy } from './topics';
import { plain } from './text';
import { tokens } from './words';

const aliasWeight = 2.5;
const nameWeight = 4;
/** A private body leads to who supervises it; people may as well mean the body itself. */
const supervisedWeight = 1.8;

/** A national body that the text names. */
export interface NamedBody {
  readonly organisation: string;
  readonly alias: string;
  readonly weight: number;
}

/** Finds bodies by name and alias; made once per directory and policy. */
export type BodyFinder = (folded: Folded) => NamedBody[];

export function bodyFinder(directory: DirectoryIndex, prepared: PreparedPolicy): BodyFinder {
  const weights = prepared.policy.aliasWeights ?? {};
  const landmarks = new Set(prepared.words.landmark);
  const byFirst = new Map<string, { rest: string[]; found: NamedBody }[]>();
  const add = (text: string, organisation: string, usual: number) => {
    const words = tokens(text, prepared.words);
    const [first, ...rest] = words;
    const weight = weights[plain(text)] ?? (prepared.keywords.has(words.join(' ')) ? 0 : usual);
    if (first === undefined || weight === 0) return;
    byFirst.set(first, [
      ...(byFirst.get(first) ?? []),
      { rest, found: { organisation, alias: text, weight } },
    ]);
  };
  for (const { code, name, aliases, supervises = [], region } of directory.all()) {
    if (region !== undefined) continue;
    add(name, code, nameWeight);
    for (const alias of aliases) add(alias, code, aliasWeight);
    for (const supervised of supervises) add(supervised, code, supervisedWeight);
  }
  return ({ tokens: said }) => {
    const best = new Map<string, NamedBody>();
    said.forEach((word, at) => {
      if (landmarks.has(said[at - 1] ?? '')) return;
      for (const { rest, found } of byFirst.get(word) ?? []) {
        if (!rest.every((next, offset) => said[at + 1 + offset] === next)) continue;
        if ((best.get(found.organisation)?.weight ?? 0) < found.weight) best.set(found.organisation, found);
      }
    });
    return [...best.values()];
  };
}

/** The organisation that a hint means: by code, full name or alias; undefined where it is none or more than one. */
export function hinted(directory: DirectoryIndex, hint: string): Organisation | undefined {
  const wanted = plain(hint).trim();
  const exact = directory.organisation(wanted);
  if (exact) return exact;
  const found = directory
    .all()
    .filter(({ name, aliases }) => [name, ...aliases].some((each) => plain(each) === wanted));
  return found.length === 1 ? found[0] : undefined;
}
