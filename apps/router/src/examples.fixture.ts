import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Decision,
  indexDirectory,
  loadDirectory,
  routingKit,
  type RoutingInput,
  suggest,
} from '@satupintu/domain';
import { type ComplaintClass } from '@satupintu/events';
import { shippedGazetteer, shippedPolicy, shippedWords, withShippedCategories } from './shipped';

/** An invented complaint and who must handle it. `or`: bodies that are equally right. */
export interface Example extends RoutingInput {
  readonly organisation: string;
  readonly unit?: string;
  readonly or?: readonly string[];
  /** two of its units are equally right */
  readonly anyUnit?: boolean;
  readonly decision?: 'triage';
  readonly wantedClass?: ComplaintClass;
  readonly wantedCategory?: string;
  /** what makes it easy to get wrong */
  readonly trap?: string;
  readonly why: string;
  readonly heldOut: boolean;
}

/** An example and what the router made of it. */
export interface Judged {
  readonly example: Example;
  readonly decision: Decision;
  /** place of a right body among the suggestions, 0 for the first; -1: not among them */
  readonly rank: number;
  readonly unitRight: boolean;
}

const data = join(__dirname, '../../../data');
const folder = join(data, 'routing/examples');
type Row = Omit<Example, 'heldOut'>;
const rowsOf = (file: string) =>
  (JSON.parse(readFileSync(file, 'utf8')) as { examples: readonly Row[] }).examples;

/** Every third of these files is held out: the policy is not tuned on it. The first table was tuned on whole. */
const heldOut = (index: number) => index % 3 === 2;
export const examples: readonly Example[] = [
  ...rowsOf(join(data, 'routing/examples.json')).map((row) => ({ ...row, heldOut: false })),
  ...readdirSync(folder)
    .sort()
    .flatMap((file) => rowsOf(join(folder, file)).map((row, at) => ({ ...row, heldOut: heldOut(at) }))),
];

export const directory = indexDirectory(
  loadDirectory((name) => readFileSync(join(data, 'directory', name), 'utf8')),
);
const words = shippedWords();
const kit = withShippedCategories(routingKit(directory, shippedPolicy(), shippedGazetteer(words), words));

export function judge(example: Example): Judged {
  const decision = suggest(example, kit);
  const right = [example.organisation, ...(example.or ?? [])];
  const bodies = decision.suggestions.map(({ organisation }) => organisation);
  if (bodies.length === 0) bodies.push(decision.owner.organisation);
  const unit = decision.suggestions[0]?.unit;
  return {
    example,
    decision,
    rank: bodies.findIndex((each) => right.includes(each)),
    unitRight: example.unit === unit || example.anyUnit === true || bodies[0] !== example.organisation,
  };
}
