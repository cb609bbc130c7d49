import { type Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type AgencyEvent } from '@satupintu/events';
import { backoff, type Deps, openLine, postWebhook, reachOf, WebhookFault } from '@satupintu/service';
import { Moves } from './moves';
import { readFeed } from './read-feed';
import { type Webhook } from './webhook';
import { WebhookTurns } from './webhook-turns';
import { Webhooks } from './webhooks';

/** A lease outlasts the longest attempt by this factor. */
const leaseFactor = 3;
const workers = 16;
/** How many webhooks a pass looks at, and how many events of one are brought before it is the next one's turn. */
const most = 1_000;
const atOnce = 100;
/** Longest turn of a webhook whose receiver is slow, and the pause once all have what there is; milliseconds of machine time. */
const longestTurn = 2_000;
const pause = 500;
/** How long a stopping process waits for attempts under way. */
const patience = 3_000;

/**
 * Brings bodies their events: one after the other for each webhook, so that the order of each complaint is kept, again
 * with growing waits until one is taken, and at least once. What was taken is kept; views have no part in it, so that a
 * rebuild brings nothing again.
 */
export class WebhookCalls {
  private readonly turns: WebhookTurns;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly deps: Deps) {
    const { pool, master, config } = deps;
    this.turns = new WebhookTurns(pool, master, leaseFactor * config.feedTimeoutMs);
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.race([this.running, delay(patience, undefined, { ref: false })]);
  }

  private async run(): Promise<void> {
    const { pool, master, logger } = this.deps;
    await new Webhooks(pool, master)
      .rewrap()
      .catch((error: unknown) => logger.warn({ err: error }, 'webhooks keep their key'));
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      try {
        const more = await this.pass();
        failures = 0;
        if (more) continue;
      } catch (error) {
        if (failures++ === 0) logger.warn({ err: error }, 'webhooks cannot be called now');
      }
      await delay(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** Gives everybody whose turn has come one. @returns whether somebody has more to take right away */
  private async pass(): Promise<boolean> {
    let more = false;
    const waiting = await this.turns.waiting(most);
    const work = async () => {
      for (let id = waiting.shift(); id !== undefined && !this.stopping.signal.aborted; id = waiting.shift())
        if (await this.turn(id)) more = true;
    };
    await Promise.all(Array.from({ length: Math.min(workers, waiting.length) }, work));
    return more;
  }

  /** @returns whether it took what was brought, and there is more */
  private async turn(webhookId: string): Promise<boolean> {
    const webhook = await this.turns.claim(webhookId);
    if (!webhook) return false;
    const line = openLine(webhook.target);
    try {
      return await this.bringPage(webhook, line);
    } finally {
      line.destroy();
    }
  }

  private async bringPage(webhook: Webhook, line: Agent): Promise<boolean> {
    const { organisation, cursor } = webhook;
    const page = await readFeed(this.deps.pool, { organisation, restricted: true }, cursor, atOnce);
    const until = performance.now() + longestTurn;
    const taken = new Moves(cursor);
    let brought = 0;
    for (const item of page.items) {
      if (brought > 0 && (performance.now() > until || this.stopping.signal.aborted)) break;
      const asItIs = brought === 0 ? webhook : { ...webhook, attempts: 1 };
      const fault = await this.attempt(asItIs, item.event, line);
      if (fault) {
        if (await this.note(webhook, taken)) await this.missed(asItIs, fault);
        return false;
      }
      taken.add(item);
      brought += 1;
      if (taken.isDue() && !(await this.note(webhook, taken))) return false;
    }
    if (!(await this.note(webhook, taken))) return false;
    await this.turns.rest(webhook);
    return brought < page.items.length || brought === atOnce;
  }

  /** Writes down what was taken. @returns whether it is still this process's turn */
  private async note(webhook: Webhook, taken: Moves): Promise<boolean> {
    const moves = taken.take();
    return moves.length === 0 || this.turns.taken(webhook, moves);
  }

  /** @returns why the event was not taken; undefined where it was */
  private async attempt(
    webhook: Webhook,
    event: AgencyEvent,
    line: Agent,
  ): Promise<WebhookFault | undefined> {
    const { config, logger } = this.deps;
    const body = JSON.stringify(event);
    const message = { id: event.id, body, contentType: 'application/cloudevents+json' };
    try {
      await postWebhook(webhook.target, message, {
        timeoutMs: config.feedTimeoutMs,
        reach: reachOf(config),
        line,
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof WebhookFault)) throw error;
      const { webhookId, attempts } = webhook;
      logger.warn({ webhookId, reason: error.code, attempts }, 'a webhook did not take an event');
      return error;
    }
  }

  private async missed(webhook: Webhook, { code, permanent }: WebhookFault): Promise<void> {
    const { config, clock, relay } = this.deps;
    const { attempts } = webhook;
    if (!permanent && attempts < config.feedAttempts) {
      await this.turns.postpone(webhook, code, backoff(attempts, config.feedBackoffMs));
      return;
    }
    await this.turns.stop(webhook, code, clock.now());
    relay.kick();
  }
}

const calls = new WeakMap<Deps, WebhookCalls>();
/** The caller of webhooks of a running service. */
export function webhookCallsOf(deps: Deps): WebhookCalls {
  const known = calls.get(deps) ?? new WebhookCalls(deps);
  calls.set(deps, known);
  return known;
}
