import { createHash } from 'node:crypto';
import { findingsOf, labelOf, type RoutingInput, type RoutingKit, type TrainingRow } from '@satupintu/domain';
import { type Vault } from '@satupintu/vault';
import { labelIn } from './choose-examples';
import { type HeldOut } from './gate';
import { openInputs } from './past-case';
import { type PastExample } from './read-examples';

type Batches = AsyncIterable<readonly PastExample[]>;
interface Means {
  readonly kit: RoutingKit;
  readonly vault: Vault;
}

/** Anything that makes other bytes out of the same cases gets another number. */
const program = 2;

/** What is trained on; `upTo` is the filing instant of the latest case among it, `version` follows from all of it. */
export interface Lessons {
  readonly rows: readonly TrainingRow[];
  readonly version: string;
  readonly upTo: string;
}

/**
 * Opens the words of examples, batch by batch, and makes lessons of them; those that were erased drop out. Words live
 * as long as the training and nowhere but in its memory.
 */
export async function gatherLessons(batches: Batches, means: Means): Promise<Lessons> {
  const rows: TrainingRow[] = [];
  const print = createHash('sha256').update(JSON.stringify([program, versionsOf(means.kit)]));
  let upTo = new Date(0);
  for await (const { example, input } of opened(batches, means)) {
    const row = lessonOf(example, input, means.kit);
    rows.push(row);
    upTo = example.filed_at;
    print.update(JSON.stringify([example.complaint_id, row.label, row.weight, row.against]));
  }
  const version = `model-${upTo.toISOString().slice(0, 10)}-${print.digest('hex').slice(0, 8)}`;
  return { rows, version, upTo: upTo.toISOString() };
}

/** The cases to measure with; those that nobody has taken on tell nothing. */
export async function gatherHeldOut(batches: Batches, means: Means): Promise<HeldOut[]> {
  const held: HeldOut[] = [];
  for await (const { example, input } of opened(batches, means)) {
    const { organisation, unit } = example;
    if (organisation === null) continue;
    held.push({ input, handler: unit === null ? { organisation } : { organisation, unit } });
  }
  return held;
}

async function* opened(batches: Batches, { vault }: Means) {
  for await (const batch of batches) {
    const inputs = await openInputs(batch, vault, 'learning');
    for (const [at, example] of batch.entries()) {
      const input = inputs[at];
      if (input) yield { example, input };
    }
  }
}

const versionsOf = ({ directory, prepared, gazetteer }: RoutingKit) => [
  directory.version,
  prepared.policy.version,
  gazetteer.version,
];

function lessonOf(example: PastExample, input: RoutingInput, kit: RoutingKit): TrainingRow {
  const { directory } = kit;
  return {
    features: {
      text: input.text,
      ...(input.title !== undefined && { title: input.title }),
      ...(input.category !== undefined && { category: input.category }),
      findings: findingsOf(input, kit),
    },
    label: labelIn(example, directory),
    weight: example.weight,
    against: example.against.map(({ organisation, unit }) => labelOf(organisation, unit, directory)),
  };
}
