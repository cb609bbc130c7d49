import {
  decodeModel,
  encodeModel,
  type LearnedModel,
  type Model,
  predictor,
  type TrainingRow,
} from '@satupintu/domain';

/**
 * A model as it is kept: length of what follows, how many cases of each label it was made of as JSON, then the model
 * itself. The same cases give the same bytes.
 */
export function modelBytes(model: Model, rows: readonly TrainingRow[]): Uint8Array {
  const counts = Object.fromEntries(model.labels.map((label) => [label, 0]));
  for (const { label } of rows) if (label !== '') counts[label] = (counts[label] ?? 0) + 1;
  const head = new TextEncoder().encode(JSON.stringify(counts));
  const body = encodeModel(model);
  const bytes = new Uint8Array(4 + head.length + body.length);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  bytes.set(body, 4 + head.length);
  return bytes;
}

/** A model ready for decisions. @throws where another release wrote the bytes in a form of its own */
export function learnedModel(version: string, bytes: Uint8Array): LearnedModel {
  const from = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const counts = JSON.parse(new TextDecoder().decode(bytes.subarray(4, from))) as Record<string, number>;
  const predict = predictor(decodeModel(bytes.subarray(from)));
  return { version, predict, examplesOf: (label) => counts[label] ?? 0 };
}
