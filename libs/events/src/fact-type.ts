import { type Static, type TSchema } from '@sinclair/typebox';

/** The services; each fact type is appended by exactly one of them. */
export type Service = 'intake' | 'router' | 'casework' | 'sla-monitor' | 'oversight';

/**
 * What is known about one fact type. `versions[n - 1]` is the schema of version n; the last one is current.
 * `upcasts[n - 1]` turns the data of version n into that of n + 1.
 */
export interface FactDefinition<S extends readonly TSchema[] = readonly TSchema[]> {
  readonly owner: Service;
  readonly topic: 'complaints' | 'reference';
  readonly about: string;
  readonly versions: S;
  readonly upcasts: readonly Upcast[];
}

/** Turns recorded data of one version into the next; sees the envelope, because old data may lack what it says. */
export type Upcast = (
  data: Record<string, unknown>,
  envelope: { id: string; at: string },
) => Record<string, unknown>;

type Last<S extends readonly TSchema[]> = S extends readonly [...unknown[], infer L extends TSchema]
  ? L
  : never;
/** The data of a fact type in its current version. */
export type DataOf<D> = D extends FactDefinition<infer S> ? Static<Last<S>> : never;

type Definitions = Record<
  string,
  { about: string; versions: readonly TSchema[]; upcasts?: readonly Upcast[] }
>;
type Defined<D extends Definitions> = { [T in keyof D]: FactDefinition<D[T]['versions']> };

/** Declares the fact types that one service owns on one topic. */
export function factsOf<const D extends Definitions>(
  owner: Service,
  topic: FactDefinition['topic'],
  definitions: D,
): Defined<D> {
  const defined = Object.entries(definitions).map(([type, definition]) => {
    const { about, versions, upcasts = [] } = definition;
    if (upcasts.length !== versions.length - 1)
      throw new Error(`${type}: one upcast per step between versions`);
    return [type, { owner, topic, about, versions, upcasts }];
  });
  return Object.fromEntries(defined) as Defined<D>;
}
