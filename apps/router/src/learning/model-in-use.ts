import { type LearnedModel } from '@satupintu/domain';
import { type Fact } from '@satupintu/events';
import { type Deps } from '@satupintu/service';
import { learnedModel } from './learned-model';
import { ModelStore } from './model-store';

/** How long to wait before missing bytes are looked for again, milliseconds of machine time. */
const patience = 60_000;

/**
 * The model that the reference topic says is used, loaded into this process. Where its bytes are missing, rules
 * decide alone, and decisions say so by naming no model.
 */
export class ModelInUse {
  private readonly store: ModelStore;
  private loaded: { readonly digest: string; readonly model: LearnedModel } | undefined;
  private missing: { readonly digest: string; readonly since: number } | undefined;
  private loading: Promise<void> | undefined;

  constructor(private readonly deps: Deps) {
    this.store = new ModelStore(deps.pool);
    deps.reference.onFact((fact) => {
      if (fact.type === 'ModelPublished') this.follow();
    });
  }

  /** The last one published that is used. */
  published(): Fact<'ModelPublished'> | undefined {
    return this.deps.reference.models.findLast(({ data }) => data.used !== false);
  }

  /** What is loaded now. */
  get model(): LearnedModel | undefined {
    return this.loaded?.model;
  }

  /** Resolves when what is published is what is loaded. Cheap where it is. */
  async ready(): Promise<void> {
    while (!this.isCurrent()) {
      this.loading ??= this.load().finally(() => (this.loading = undefined));
      await this.loading;
    }
  }

  /** Looks for missing bytes again at once: they have just been saved. */
  async refresh(): Promise<void> {
    this.missing = undefined;
    await this.ready();
  }

  private isCurrent(): boolean {
    const digest = this.published()?.data.digest;
    if (digest === this.loaded?.digest) return true;
    return digest === this.missing?.digest && performance.now() - (this.missing?.since ?? 0) < patience;
  }

  private follow(): void {
    this.ready().catch((error: unknown) =>
      this.deps.logger.warn({ err: error }, 'the published model cannot be loaded yet'),
    );
  }

  private async load(): Promise<void> {
    const published = this.published();
    if (!published) return;
    const { version, digest } = published.data;
    const bytes = await this.store.load(digest);
    const model = bytes && this.read(version, bytes);
    this.loaded = model && { digest, model };
    this.missing = model ? undefined : { digest, since: performance.now() };
    if (!model) this.deps.logger.warn({ version, digest }, 'the model is missing: rules decide alone');
  }

  /** Bytes that another release wrote may mean nothing to this one. */
  private read(version: string, bytes: Uint8Array): LearnedModel | undefined {
    try {
      return learnedModel(version, bytes);
    } catch (error) {
      this.deps.logger.warn({ err: error, version }, 'the model cannot be read');
      return undefined;
    }
  }
}
