import { setTimeout as delay } from 'node:timers/promises';
import {
  type CategoryIndex,
  type Gazetteer,
  routingKit,
  type RoutingKit,
  type WordList,
} from '@satupintu/domain';
import { LogUnavailable } from '@satupintu/log';
import { type Deps } from '@satupintu/service';
import { ModelInUse } from './learning/model-in-use';
import {
  shippedCategories,
  shippedFacts,
  shippedGazetteer,
  shippedWords,
  withShippedCategories,
} from './shipped';

/**
 * What the router decides with. Gazetteer and word list ship with the program; directory, policy and learned model are
 * versions on the reference topic, and a kit is made anew when one of them changes.
 */
export class Knowledge {
  readonly words: WordList = shippedWords();
  private readonly stopping = new AbortController();
  private known: Gazetteer | undefined;
  private rules: RoutingKit | undefined;
  private kitInUse: RoutingKit | undefined;
  private publishing: Promise<void> | undefined;
  readonly categories: CategoryIndex = shippedCategories();
  readonly models: ModelInUse;

  constructor(private readonly deps: Deps) {
    this.models = new ModelInUse(deps);
  }

  /** Built when first asked for: rebuilding views does without. */
  get gazetteer(): Gazetteer {
    return (this.known ??= shippedGazetteer(this.words));
  }

  /** Directory, policy and model in effect. @throws Problem 503 `not-ready` while none is published */
  kit(): RoutingKit {
    const rules = this.rulesAlone();
    const { model } = this.models;
    const current = this.kitInUse;
    if (current?.prepared === rules.prepared && current.model === model) return current;
    this.kitInUse = model ? { ...rules, model } : rules;
    return this.kitInUse;
  }

  /** Resolves when everything that decisions need is published and loaded. */
  async ready(): Promise<void> {
    await this.publish();
    await this.models.ready();
  }

  /** Publishes what ships as soon as the reference topic is read; the complaints that came first wait for it. */
  publish(): Promise<void> {
    return (this.publishing ??= this.untilPublished());
  }

  stop(): void {
    this.stopping.abort();
  }

  private rulesAlone(): RoutingKit {
    const { reference } = this.deps;
    const directory = reference.directory();
    const policy = reference.routingPolicy();
    const current = this.rules;
    if (
      current?.directory.version === directory.version &&
      current.prepared.policy.version === policy.version
    )
      return current;
    this.rules = withShippedCategories(routingKit(directory, policy, this.gazetteer, this.words));
    return this.rules;
  }

  private async untilPublished(): Promise<void> {
    const { reference, clock, logger } = this.deps;
    while (!this.stopping.signal.aborted) {
      try {
        if (reference.ready()) {
          for (const each of shippedFacts(clock.now())) await reference.publishShipped(each);
          return;
        }
      } catch (error) {
        logger.warn({ err: error }, 'the shipped directory and policy cannot be published yet');
      }
      await delay(50, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
    throw new LogUnavailable('stopped before the directory could be published');
  }
}

const byDeps = new WeakMap<Deps, Knowledge>();
/** One per running service. */
export function knowledgeOf(deps: Deps): Knowledge {
  const known = byDeps.get(deps) ?? new Knowledge(deps);
  byDeps.set(deps, known);
  return known;
}
