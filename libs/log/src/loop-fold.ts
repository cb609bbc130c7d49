import { type Applied, type Fold, type FoldVerdict } from './applied';
import { reasonOf } from './fault';
import { type Item } from './loop-decode';

/** Ids of the facts a subject has seen, each with what it did: `applied`, `repeated`, or the code of a void one. */
export type Seen = Record<string, string>;

/** What the loop knows about a subject. `changed`: differs from what is stored. */
export interface Known<S> {
  state: S | undefined;
  readonly seen: Seen;
  changed: boolean;
}

export interface ParkedItem {
  readonly item: Item;
  readonly reason: string;
}

export interface Folded<S> {
  readonly applied: readonly Applied<S>[];
  readonly parked: readonly ParkedItem[];
}

export interface FoldContext<S> {
  readonly fold: Fold<S>;
  /** Working copies, one per subject in the batch; folding changes them. */
  readonly known: Map<string, Known<S>>;
  /** Subjects that wait behind a parked fact; grows when a fact is parked. */
  readonly blocked: Set<string>;
}

export const BEHIND = 'behind a parked fact';

const codeOf = (verdict: FoldVerdict): string => (verdict.kind === 'void' ? verdict.code : verdict.kind);
export const verdictOf = (code: string): FoldVerdict =>
  code === 'applied' || code === 'repeated' ? { kind: code } : { kind: 'void', code };

/**
 * Folds facts in order. One that was seen before changes nothing and is handed on as repeated. One that cannot be
 * read or folded is parked, and so is everything later about its subject.
 */
export function foldItems<S>(items: readonly Item[], context: FoldContext<S>): Folded<S> {
  const applied: Applied<S>[] = [];
  const parked: ParkedItem[] = [];
  for (const item of items) {
    const outcome = context.blocked.has(item.subject) ? BEHIND : foldItem(item, context);
    if (typeof outcome === 'string') {
      context.blocked.add(item.subject);
      parked.push({ item, reason: outcome });
    } else applied.push(outcome);
  }
  return { applied, parked };
}

/** @returns the applied fact, or the reason to park it */
function foldItem<S>(item: Item, { fold, known }: FoldContext<S>): Applied<S> | string {
  const { read, partition, offset, subject } = item;
  if ('fault' in read) return reasonOf(read.fault);
  const { fact } = read;
  const position = { partition, offset };
  const mine = known.get(subject) ?? { state: undefined, seen: {}, changed: false };
  const before = mine.state;
  if (Object.hasOwn(mine.seen, fact.id)) {
    return { fact, verdict: { kind: 'repeated' }, before, after: before, position };
  }
  try {
    const { state: after, verdict } = fold.evolve(before, fact);
    mine.state = after;
    mine.seen[fact.id] = codeOf(verdict);
    mine.changed = true;
    known.set(subject, mine);
    return { fact, verdict, before, after, position };
  } catch (error) {
    return reasonOf(error);
  }
}
