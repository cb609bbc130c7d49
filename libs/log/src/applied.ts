import { type Fact } from '@satupintu/events';
import { type Outgoing, type Position } from './port';

/** What a fact did to the state; `code` says why a void one did nothing. */
export type FoldVerdict =
  | { readonly kind: 'applied' }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'void'; readonly code: string };

/** The pure function that the loop folds facts with, one state per subject. */
export interface Fold<S> {
  /** of the states; kept ones of another version are made again from the log before the loop starts */
  readonly version: number;
  evolve(state: S | undefined, fact: Fact): { readonly state: S | undefined; readonly verdict: FoldVerdict };
}

/** One fact as handlers see it: what it did, and the state of its complaint before and after. */
export interface Applied<S> {
  readonly fact: Fact;
  readonly verdict: FoldVerdict;
  readonly before: S | undefined;
  readonly after: S | undefined;
  readonly position: Position;
}

/** A cell of a view. Instants as ISO text; `jsonb` cells as values that JSON can hold. */
export type Cell = string | number | boolean | null | object;
export type Row = Readonly<Record<string, Cell>>;
/** A view's row is set whole or removed, never incremented, so that a fact twice is a fact once. */
export type RowChange =
  { readonly view: string; readonly set: Row } | { readonly view: string; readonly remove: Row };

/** A row of a table of the service's own that is kept: made once, by its key; one that is there stays as it is. */
export interface KeptRow {
  readonly table: string;
  readonly row: Row;
}

/** What handling a batch came to. All of it, the state and the position are saved in one transaction. */
export interface Outcome {
  readonly rows: readonly RowChange[];
  /** facts that follow by rule; ignored in a rebuild */
  readonly facts: readonly Fact[];
  /** records for other topics (agency feeds); ignored in a rebuild */
  readonly outgoing: readonly Outgoing[];
  /** work that follows for this service itself, such as messages to send; ignored in a rebuild */
  readonly kept?: readonly KeptRow[];
}

export interface BatchContext {
  /** false in a rebuild: fold and project, decide nothing */
  readonly live: boolean;
}

/** Called with the facts of one batch, in order, repeats and void ones included. Must be free of side effects. */
export type Handle<S> = (batch: readonly Applied<S>[], context: BatchContext) => Promise<Outcome>;

export type ColumnType =
  | 'text'
  | 'uuid'
  | 'timestamptz'
  | 'date'
  | 'integer'
  | 'bigint'
  | 'double precision'
  | 'boolean'
  | 'jsonb'
  | 'text[]'
  | 'tsvector';

/** A table that can be thrown away and made again from the log. Lives in the schema `<service>_view`. */
export interface View {
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly key: readonly string[];
  /** `create index` tails: `(organisation, due_at)` or `using gin (words)` */
  readonly indexes?: readonly string[];
}
