import {
  decodeModel,
  encodeModel,
  findingsOf,
  type LearnedModel,
  predictor,
  type RoutingInput,
  type RoutingKit,
  settingsFor,
  suggest,
  thinned,
  tokens,
  train,
  type TrainingRow,
} from '@satupintu/domain';
import { memoryInUse } from './memory';
import { quantile, report } from './report';
import { shippedKit } from './shipped-routing';
import { type Options } from './system';
import { teller } from './told';

const EXAMPLES = 1_000_000;
const DECISIONS = 3_000;
const WARM = 500;
const version = 'bench';

interface Rate {
  readonly perSecond: number;
  readonly samples: readonly number[];
}

/** Does it to each text by itself, on one core. */
function rateOf(inputs: readonly RoutingInput[], work: (input: RoutingInput) => unknown): Rate {
  for (const input of inputs.slice(0, WARM)) work(input);
  const samples = inputs.map((input) => {
    const from = performance.now();
    work(input);
    return performance.now() - from;
  });
  return { samples, perSecond: (inputs.length * 1000) / samples.reduce((sum, ms) => sum + ms, 0) };
}

/** Trained as the router does: of very many examples it looks at those that the learner makes use of. */
function trained(kit: RoutingKit, examples: number): Uint8Array {
  const tell = teller(kit);
  const begun = performance.now();
  const outlines = Array.from({ length: examples }, (_, n) => ({ n, label: tell(n).label }));
  const kept = thinned(outlines, settingsFor(examples).mostRows);
  const rows = kept.map(({ n }): TrainingRow => {
    const { input, label } = tell(n);
    return { features: { text: input.text, findings: findingsOf(input, kit) }, label };
  });
  const gathered = performance.now();
  const model = train(rows, { version, meanings: kit.prepared.words.slang });
  const bytes = encodeModel(model);
  const seconds = (performance.now() - begun) / 1000;
  report({
    name: 'routing.training',
    value: (seconds * 100_000) / examples,
    unit: 's per 100,000',
    detail: {
      examples,
      learnedFrom: rows.length,
      labels: model.labels.length,
      gatherSeconds: Math.round(gathered - begun) / 1000,
      trainSeconds: Math.round(performance.now() - gathered) / 1000,
      modelMegabytes: Math.round(bytes.length / 1e4) / 100,
    },
  });
  return bytes;
}

const learned = (bytes: Uint8Array): LearnedModel => ({ version, predict: predictor(decodeModel(bytes)) });

function decisions(name: string, kit: RoutingKit, inputs: readonly RoutingInput[]): void {
  const { perSecond, samples } = rateOf(inputs, (input) => suggest(input, kit));
  const floor = rateOf(inputs, ({ text }) => tokens(text, kit.prepared.words)).perSecond;
  const detail = {
    p50Ms: round(quantile(samples, 0.5)),
    p99Ms: round(quantile(samples, 0.99)),
    model: kit.model !== undefined,
    characters: Math.round(inputs.reduce((sum, { text }) => sum + text.length, 0) / inputs.length),
    floorIs: 'splitting the same texts into words',
  };
  report({ name, value: perSecond, unit: '1/s per core', floor, detail });
}

const round = (ms: number) => Math.round(ms * 1000) / 1000;

/**
 * Decisions per second and core beside bare tokenising of the same texts, without and with a learned model; how long
 * training takes, and the memory of all that is kept for deciding. `--cases`: examples, a million unless given.
 */
export async function benchRouting({ cases = EXAMPLES }: Partial<Options>): Promise<void> {
  const before = await memoryInUse();
  const kit = shippedKit();
  suggest({ text: 'jalan rusak' }, kit);
  const known = await memoryInUse();
  const tell = teller(kit);
  // Texts that the training has not seen.
  const inputs = Array.from({ length: DECISIONS }, (_, n) => tell(cases + n).input);
  decisions('routing.rules', kit, inputs);
  const bytes = trained(kit, cases);
  const empty = await memoryInUse();
  const model = learned(bytes);
  const full = await memoryInUse();
  report({
    name: 'routing.memory',
    value: known - before + (full - empty),
    unit: 'MB',
    detail: { directoryPlacesAndRules: round(known - before), model: round(full - empty), examples: cases },
  });
  decisions('routing.decisions', { ...kit, model }, inputs);
}
