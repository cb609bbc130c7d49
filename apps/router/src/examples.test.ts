import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Decision,
  indexDirectory,
  loadDirectory,
  routingKit,
  type RoutingInput,
  suggest,
} from '@satupintu/domain';
import { shippedGazetteer, shippedPolicy, shippedWords } from './shipped';

interface Example extends RoutingInput {
  readonly organisation: string;
  readonly unit?: string;
  readonly decision?: 'triage';
  readonly why: string;
}

const data = join(__dirname, '../../../data');
const { examples } = JSON.parse(readFileSync(join(data, 'routing/examples.json'), 'utf8')) as {
  examples: Example[];
};
const directory = indexDirectory(
  loadDirectory((name) => readFileSync(join(data, 'directory', name), 'utf8')),
);
const words = shippedWords();
const kit = routingKit(directory, shippedPolicy(), shippedGazetteer(words), words);

const decided = examples.map((example) => {
  const { organisation, unit } = example;
  const decision = suggest(example, kit);
  const [first] = decision.suggestions;
  const right = (first?.organisation ?? decision.owner.organisation) === organisation;
  return { example, decision, right, rightUnit: first?.unit === unit };
});
const shareOf = (some: readonly unknown[]) => Math.round((some.length / decided.length) * 100);
const line = ({ example, decision }: { example: Example; decision: Decision }) => {
  const top = decision.suggestions
    .slice(0, 3)
    .map((each) => `${each.unit ?? each.organisation} ${each.probability.toFixed(2)}`);
  return `${example.text.slice(0, 70)} | wanted ${example.unit ?? example.organisation} | ${decision.class} ${decision.decision} | ${top.join(', ')}`;
};

describe('the table of examples', () => {
  it('names only bodies and units that exist', () => {
    const unknown = examples.filter(({ organisation, unit }) => !directory.exists(unit ?? organisation));
    expect(unknown).toEqual([]);
  });

  it('has the right body first in nearly all', () => {
    const wrong = decided.filter(({ right }) => !right);
    const triaged = decided.filter(({ decision }) => decision.decision === 'triage');
    const report = `right first: ${100 - shareOf(wrong)} %, sent to triage: ${shareOf(triaged)} % of ${examples.length}`;
    process.stdout.write(`${[report, ...wrong.map(line)].join('\n')}\n`);
    expect(shareOf(wrong)).toBeLessThanOrEqual(2);
    expect(shareOf(triaged)).toBeLessThanOrEqual(10);
  });

  it('names the right unit in nearly all of them', () => {
    expect(shareOf(decided.filter(({ right, rightUnit }) => right && !rightUnit))).toBeLessThanOrEqual(2);
  });

  it('routes nothing alone to a wrong body', () => {
    const wrong = decided.filter(({ right, decision }) => !right && decision.decision === 'route');
    expect(wrong.map(line)).toEqual([]);
  });

  it('leaves to people what must be left to people', () => {
    const alone = decided.filter(
      ({ example, decision }) => example.decision === 'triage' && decision.decision === 'route',
    );
    expect(alone.map(line)).toEqual([]);
  });

  it('sends accusations to inspectorates or to triage', () => {
    const accusations = decided.filter(({ decision }) => decision.class === 'oversight_complaint');
    expect(accusations.length).toBeGreaterThan(4);
    for (const { decision } of accusations) {
      const [first] = decision.suggestions;
      const toInspectorate =
        first?.unit !== undefined && first.unit === directory.inspectorateOf(first.organisation);
      expect(decision.decision === 'triage' || toInspectorate).toBe(true);
    }
  });
});
