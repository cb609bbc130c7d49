import { type Case } from '@satupintu/domain';
import { type Service } from '@satupintu/events';
import { type Handle, type View } from '@satupintu/log';
import { type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastCall } from '../calls/fast-call';
import { type Deps } from './deps';
import { type Operated } from './operated';

/** An answer to one kind of message of the supervisor. */
export type IpcHandler = (message: Readonly<Record<string, unknown>>) => Promise<object>;

/** One service: what it folds into views, what it reacts with, what it answers. */
export interface ServiceDefinition {
  readonly name: Service;
  readonly views: readonly View[];
  /** what a batch of facts comes to; also run by `rebuild` and `verify`, then with `live: false` */
  handle(deps: Deps): Handle<Case>;
  readonly controllers: readonly Type[];
  readonly providers?: readonly Provider[];
  readonly imports?: readonly (Type | DynamicModule)[];
  readonly fastCalls?: readonly FastCall[];
  /** before listening: Fastify plugins (multipart, forms), raw routes */
  configure?(app: NestFastifyApplication, deps: Deps): Promise<void>;
  /** once reference and views are read to the end: publish what ships, start timers */
  onReady?(deps: Deps): Promise<void>;
  /** before the loop and the log are closed */
  onStop?(deps: Deps): Promise<void>;
  /** further messages of the supervisor, by `kind` */
  ipc?(deps: Deps): Readonly<Record<string, IpcHandler>>;
  /** further commands beside the running service, by name; `args` are those after it */
  readonly operations?: Readonly<Record<string, (deps: Deps, args: readonly string[]) => Promise<Operated>>>;
  /** true while work is under way that settling must wait for, beyond loop and outbox */
  busy?(deps: Deps): Promise<boolean>;
  /** accepts calls while the log is away, hence ready without it (intake) */
  readonly readyWithoutLog?: boolean;
}
