import { type Case } from '@satupintu/domain';
import { type Appender, type Log, type Loop, type OutboxRelay } from '@satupintu/log';
import { type MasterKey, type Vault } from '@satupintu/vault';
import { type Pool } from 'pg';
import { type Logger } from 'pino';
import { type Clock } from '../clock';
import { type Commands } from '../commands/commands';
import { type Idempotency } from '../commands/idempotency';
import { type Config } from '../config/config';
import { type Metrics } from '../http/metrics';
import { type Reference } from '../reference/reference';

/** What a running service is made of. Injected with `@Inject(SERVICE_DEPS)`. */
export interface Deps {
  readonly config: Config;
  readonly clock: Clock;
  /** the service's own role and schemas */
  readonly pool: Pool;
  readonly log: Log;
  /** group commit on the log */
  readonly appender: Appender;
  readonly loop: Loop<Case>;
  /** appends what stands in the outbox; `kick()` after a commit of your own */
  readonly relay: OutboxRelay;
  readonly vault: Vault;
  readonly master: MasterKey;
  readonly reference: Reference;
  readonly commands: Commands;
  readonly idempotency: Idempotency;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Injection token of `Deps`. */
export const SERVICE_DEPS = Symbol('satupintu:deps');
