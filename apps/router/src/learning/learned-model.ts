import { decodeModel, type LearnedModel, predictor } from '@satupintu/domain';

/** A model ready for decisions, from its bytes. */
export function learnedModel(version: string, bytes: Uint8Array): LearnedModel {
  const model = decodeModel(bytes);
  return { version, predict: predictor(model) };
}
