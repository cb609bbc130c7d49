import { actorOf, type PolicyFault, takesEffectAt } from '@satupintu/domain';
import { type Actor, LocalDate, type ReferenceFact, Shape } from '@satupintu/events';
import { alone, type Command, type Deps, Problem, unavailable } from '@satupintu/service';
import { Type } from '@sinclair/typebox';

/** Advisory lock of those who publish at the router. */
const publishing = [0x07de, 1] as const;

/** Bytes of a version that any broker takes in its default configuration (1 MiB), with room for the envelope. */
const mostBytes = 900_000;

export const Published = Shape({
  version: Type.String(),
  effectiveFrom: LocalDate,
  position: Type.String(),
});

interface Version {
  readonly version: string;
  readonly effectiveFrom: string;
}

/** The instant at which a version comes into force; shipped ones have an instant of their day for a date. */
export const effectOf = ({ effectiveFrom }: Pick<Version, 'effectiveFrom'>): string =>
  takesEffectAt({ effectiveFrom: effectiveFrom.slice(0, 10) });

/** @throws Problem 422 with all faults, each with a pointer into what was posted */
export function refuseFaults(code: string, found: readonly PolicyFault[]): void {
  const faults = onceEach(found);
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  if (faults.length > 0) throw new Problem(422, code, `Nothing was published: ${count}.`, { errors: faults });
}

/** One missing province is at fault in a thousand places; each thing is said once. */
const onceEach = (faults: readonly PolicyFault[]): PolicyFault[] => [
  ...new Map(faults.map((each) => [`${each.pointer} ${each.detail}`, each])).values(),
];

export function checkSize(version: Version): PolicyFault[] {
  const bytes = Buffer.byteLength(JSON.stringify(version));
  return bytes > mostBytes
    ? [{ pointer: '', detail: `the version has ${bytes} bytes; the log takes ${mostBytes}` }]
    : [];
}

/**
 * Publishes a version that amends the one in force. One at a time, each after all before it were read, so that of two
 * amendments at once the second contains the first.
 */
export function publish(
  deps: Deps,
  command: Command,
  decide: (at: string, by: Actor) => ReferenceFact,
): Promise<{ version: string; effectiveFrom: string; position: string }> {
  const actor = actorOf(command.person);
  return alone(deps.pool, publishing, async () => {
    if (!(await deps.reference.catchUp()))
      throw unavailable('not-ready', 'Earlier versions are not read yet.', 1);
    return deps.commands.publish(
      { ...command, actor, overLatest: true },
      (at) => [decide(at, actor)],
      ([published]) => {
        const { version, effectiveFrom } = (published as ReferenceFact).data as Version;
        return { version, effectiveFrom };
      },
    );
  });
}
