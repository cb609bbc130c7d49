import { type Case, openQuestion } from '@satupintu/domain';
import { backoff, DeliveryFault, type Deps, type Receipt } from '@satupintu/service';
import { type Compose } from './compose';
import { delivered, failed, notified } from './facts';
import { type Gateway, type Gateways } from './gateway';
import { type By, wayOf } from './message';
import { type Change, type MessageRow, Messages, namedOf } from './rows';

/** A claim outlasts the longest attempt by this factor; a process that dies leaves its message to others after it. */
const leaseFactor = 3;
const workers = 4;

type SendingDeps = Pick<Deps, 'pool' | 'clock' | 'config' | 'loop' | 'relay' | 'logger'>;

/**
 * Hands messages to gateways. What a gateway took on and what the log is told of it are saved together; a process that
 * dies between the two leaves the claim to another one, which hands over the same message with the same id.
 */
export class Deliveries {
  private readonly messages: Messages;

  constructor(
    private readonly deps: SendingDeps,
    private readonly compose: Compose,
    private readonly gateways: Gateways,
  ) {
    this.messages = new Messages(deps.pool);
  }

  /** Attempts everything whose turn has come. @returns how many messages were taken up */
  async pass(stopped: AbortSignal): Promise<number> {
    const work = async () => {
      let done = 0;
      while (!stopped.aborted && ((await this.one()) || (await this.silent()))) done += 1;
      return done;
    };
    const done = await Promise.all(Array.from({ length: workers }, work));
    return done.reduce((sum, count) => sum + count, 0);
  }

  private get leaseMs(): number {
    return leaseFactor * this.deps.config.messageTimeoutMs;
  }

  private async one(): Promise<boolean> {
    const row = await this.messages.claim(this.leaseMs);
    if (!row) return false;
    const told = await this.messages.told(row.message_id);
    const state = await this.deps.loop.state(row.complaint_id);
    const isDue = state !== undefined && (await this.isStillDue(row, state));
    if (isDue) await this.passOn(row, state);
    if (told !== undefined) await this.end(row, { ...told, patienceMs: this.deps.config.messageReportMs });
    else if (!isDue) await this.end(row, { state: 'dropped' });
    else await this.tell(row, state);
    return true;
  }

  /** What has passed is not asked; what happened to a case that this one follows no longer is not told. */
  private async isStillDue({ complaint_id: own, source, kind }: MessageRow, state: Case): Promise<boolean> {
    if (source === own) return kind !== 'question' || openQuestion(state) !== undefined;
    const { loop } = this.deps;
    for (let lead = state.merge.into; lead !== undefined; lead = (await loop.state(lead))?.merge.into)
      if (lead === source) return true;
    return false;
  }

  /** Who follows a case that follows another one itself hears of that one, too. */
  private async passOn(row: MessageRow, { complaintId, merge }: Case): Promise<void> {
    if (row.source !== complaintId) await this.messages.passOn(row, merge.followers);
  }

  /** A gateway that said nothing for long: nobody knows whether it arrived, so the page is what counts. */
  private async silent(): Promise<boolean> {
    const row = await this.messages.claimSilent(this.leaseMs);
    if (!row) return false;
    await this.giveUp(row, row.by ?? 'sms', 'no-report', row.attempts);
    return true;
  }

  private async tell(row: MessageRow, state: Case): Promise<void> {
    const addressee = await this.compose.addressee(state);
    const by = wayOf(state.channel, addressee?.phone);
    if (!by) return this.end(row, { state: 'dropped' });
    const gateway = this.gateways(by, state.filedBy);
    const untried = row.attempts - 1;
    if (!addressee) return this.giveUp(row, by, 'erased', untried);
    if (!gateway) return this.giveUp(row, by, 'no-gateway', untried);
    const address = gateway.addressOf(addressee);
    if (address === undefined) return this.giveUp(row, by, 'no-address', untried);
    return this.attempt(row, { state, by, gateway, address });
  }

  private async attempt(
    row: MessageRow,
    { state, by, gateway, address }: { state: Case; by: By; gateway: Gateway; address: string },
  ): Promise<void> {
    const { message_id: messageId, attempts } = row;
    const { messageAttempts, messageBackoffMs } = this.deps.config;
    try {
      const receipt = await gateway.send(address, await this.compose.message(row, state, by));
      await this.taken(row, by, receipt, gateway.reports(address));
    } catch (error) {
      if (!(error instanceof DeliveryFault)) throw error;
      const { code: reason, permanent } = error;
      this.deps.logger.warn({ messageId, reason, attempts }, 'a message was not taken');
      if (permanent || attempts >= messageAttempts) await this.giveUp(row, by, reason, attempts);
      else await this.messages.postpone(messageId, reason, backoff(attempts, messageBackoffMs));
    }
  }

  /** Where the gateway says nothing later, that it took the message on is the proof. */
  private taken(row: MessageRow, by: By, proof: Receipt, reports: boolean): Promise<void> {
    const named = namedOf(row, by);
    const at = this.deps.clock.now();
    const taken = notified(named, at, proof);
    return this.end(
      row,
      reports
        ? { state: 'sent', by, facts: [taken], patienceMs: this.deps.config.messageReportMs }
        : { state: 'delivered', by, facts: [taken, delivered(named, at, proof)] },
    );
  }

  private giveUp(row: MessageRow, by: By, reason: string, attempts: number): Promise<void> {
    const told = failed(namedOf(row, by), this.deps.clock.now(), { attempts, reason });
    return this.end(row, { state: 'failed', by, facts: [told], problem: reason });
  }

  /** Unless somebody else has: another process, or the gateway’s own word, which may be faster than its answer. */
  private async end(row: MessageRow, change: Change): Promise<void> {
    await this.messages.change(row.message_id, (now) => (now.state === row.state ? change : undefined));
    this.deps.relay.kick();
  }
}
