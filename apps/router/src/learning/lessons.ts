import { createHash } from 'node:crypto';
import { findingsOf, labelOf, type RoutingInput, type RoutingKit, type TrainingRow } from '@satupintu/domain';
import { type Vault } from '@satupintu/vault';
import { type HeldOut } from './gate';
import { openInputs } from './past-case';
import { type PastExample } from './read-examples';

/** Anything that makes other bytes out of the same cases gets another number. */
const program = 1;

/** What is trained on and what is measured with; `upTo` is the filing instant of the latest case trained on. */
export interface Lessons {
  readonly rows: readonly TrainingRow[];
  readonly held: readonly HeldOut[];
  readonly version: string;
  readonly upTo: string;
}

/**
 * Opens the words of all examples, batch by batch, and makes lessons of them; those that were erased drop out. The
 * first `trainOn` are learned from, later ones are held out. Words live as long as the training and nowhere but in
 * its memory.
 */
export async function gatherLessons(
  batches: AsyncIterable<readonly PastExample[]>,
  trainOn: number,
  { kit, vault }: { kit: RoutingKit; vault: Vault },
): Promise<Lessons> {
  const rows: TrainingRow[] = [];
  const held: HeldOut[] = [];
  const print = createHash('sha256').update(JSON.stringify([program, versionsOf(kit)]));
  let upTo = new Date(0);
  let read = 0;
  for await (const batch of batches) {
    const inputs = await openInputs(batch, vault, 'learning');
    for (const [at, input] of inputs.entries()) {
      const example = batch[at];
      read += 1;
      if (!input || !example) continue;
      if (read > trainOn) held.push(...heldOut(example, input));
      else {
        const row = lessonOf(example, input, kit);
        rows.push(row);
        upTo = example.filed_at;
        print.update(JSON.stringify([example.complaint_id, row.label, row.weight, row.against]));
      }
    }
  }
  const version = `model-${upTo.toISOString().slice(0, 10)}-${print.digest('hex').slice(0, 8)}`;
  return { rows, held, version, upTo: upTo.toISOString() };
}

const versionsOf = ({ directory, prepared, gazetteer }: RoutingKit) => [
  directory.version,
  prepared.policy.version,
  gazetteer.version,
];

function lessonOf(example: PastExample, input: RoutingInput, kit: RoutingKit): TrainingRow {
  const { organisation, unit, weight, against } = example;
  const name = (body: string, office: string | null | undefined) =>
    labelOf(body, office ?? undefined, kit.directory);
  return {
    features: {
      text: input.text,
      ...(input.title !== undefined && { title: input.title }),
      ...(input.category !== undefined && { category: input.category }),
      findings: findingsOf(input, kit),
    },
    label: organisation === null ? '' : name(organisation, unit),
    weight,
    against: against.map((refused) => name(refused.organisation, refused.unit)),
  };
}

const heldOut = ({ organisation, unit }: PastExample, input: RoutingInput): HeldOut[] =>
  organisation === null
    ? []
    : [{ input, handler: unit === null ? { organisation } : { organisation, unit } }];
