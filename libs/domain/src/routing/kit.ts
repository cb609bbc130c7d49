import { type Directory, type RoutingPolicy } from '@satupintu/events';
import { bodyFinder } from './bodies';
import { type LearnedModel, type RoutingKit } from './decision';
import { type DirectoryIndex, indexDirectory } from './directory';
import { type Gazetteer } from './place/gazetteer';
import { preparePolicy } from './topics';
import { type WordList } from './words';

/** Puts together what decisions are made with; do it once per version. */
export function routingKit(
  directory: Directory | DirectoryIndex,
  policy: RoutingPolicy,
  gazetteer: Gazetteer,
  words: WordList,
  model?: LearnedModel,
): RoutingKit {
  const index = 'organisations' in directory ? indexDirectory(directory) : directory;
  const prepared = preparePolicy(policy, words);
  return {
    directory: index,
    prepared,
    gazetteer,
    bodies: bodyFinder(index, prepared),
    ...(model && { model }),
  };
}
