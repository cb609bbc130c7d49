import { routingKit, type RoutingKit } from '@satupintu/domain';
import { type Directory, type RoutingPolicy } from '@satupintu/events';
import { learnedModel } from '../learning/learned-model';
import { shippedGazetteer, shippedWords, withShippedCategories } from '../shipped';

/** What to decide with instead; all of it can be handed to a thread. */
export interface Asked {
  readonly directory: Directory;
  readonly policy: RoutingPolicy;
  readonly model?: { readonly version: string; readonly bytes: Uint8Array };
}

/** Puts it together as the service does. */
export function kitOf({ directory, policy, model }: Asked): RoutingKit {
  const words = shippedWords();
  const learned = model && learnedModel(model.version, model.bytes);
  return withShippedCategories(routingKit(directory, policy, shippedGazetteer(words), words, learned));
}
