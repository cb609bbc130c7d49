import { type Log } from '@satupintu/log';
import { type Clock } from '../clock';
import { type Config } from '../config/config';
import { type ServiceDefinition } from './definition';
import { type Deps } from './deps';

/** A service that answers. */
export interface Running {
  /** `http://127.0.0.1:49152` */
  readonly address: string;
  readonly deps: Deps;
  /** Stops taking calls, finishes what is under way, gives up its partitions. */
  close(): Promise<void>;
}

/** Parts that a test brings along. */
export interface Given {
  readonly log?: Log;
  readonly clock?: Clock;
}

export declare function startService(definition: ServiceDefinition, config: Config, given?: Given): Promise<Running>;
