import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Service } from '@satupintu/events';
import { say, warn } from './say';

export interface ProcessPlan {
  readonly service: Service;
  /** `intake`, and `intake.2` for the second one */
  readonly name: string;
  readonly root: string;
  readonly port: number;
  /** asked at each start: the clock may have moved since */
  readonly environment: () => Readonly<Record<string, string>>;
  /** its process id is another one, or none */
  readonly changed: () => void;
}

export type Message = Readonly<Record<string, unknown>>;

interface Pending {
  readonly resolve: (answer: Message) => void;
  readonly reject: (error: Error) => void;
}

/** The process ended before it answered. Asking the next one helps. */
export class ProcessGone extends Error {}

/** A heap as small as a service needs on one person's machine. */
const flags = ['--max-old-space-size=192', '--max-semi-space-size=4'];
const firstDelay = 200;
const longestDelay = 5_000;
/** after so long a life a crash is not counted with the ones before */
const healthy = 30_000;

/** One process of one service: started, started again when it dies, asked over its line, stopped. */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private readonly pending = new Map<string, Pending>();
  private stopping = false;
  private delay = firstDelay;

  constructor(readonly plan: ProcessPlan) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get address(): string {
    return `http://127.0.0.1:${this.plan.port}`;
  }

  get connected(): boolean {
    return this.child?.connected ?? false;
  }

  start(): void {
    const { service, root, port, environment } = this.plan;
    const begun = performance.now();
    // Detached, so that Ctrl-C reaches the supervisor alone, which then stops everything in order.
    const child = spawn(process.execPath, [...flags, `dist/apps/${service}/src/main.js`], {
      cwd: root,
      env: { ...process.env, ...environment(), PORT: String(port), HOST: '127.0.0.1' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
    });
    this.child = child;
    child.on('message', (message) => this.take(message as Message));
    child.on('error', (error) => warn(`${this.plan.name}: ${error.message}`));
    child.once('exit', (code, signal) => void this.ended(child, begun, signal ?? `code ${String(code)}`));
    this.plan.changed();
  }

  /** Sends a message and resolves with its answer. @throws ProcessGone */
  ask(message: Message): Promise<Message> {
    const { child } = this;
    if (!child?.connected) return Promise.reject(new ProcessGone(this.plan.name));
    const id = randomUUID();
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      child.send({ ...message, id }, (error) => {
        if (error) this.settle(id, ({ reject: fail }) => fail(new ProcessGone(this.plan.name)));
      });
    });
  }

  /** SIGTERM, and SIGKILL for one that does not listen. */
  async stop(patience = 8_000): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), patience);
    await gone;
    clearTimeout(hard);
  }

  private take(message: Message): void {
    this.settle(String(message['id']), ({ resolve, reject }) => {
      if (message['kind'] === 'failed') reject(new Error(`${this.plan.name}: ${String(message['reason'])}`));
      else resolve(message);
    });
  }

  private settle(id: string, how: (pending: Pending) => void): void {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    if (pending) how(pending);
  }

  private async ended(child: ChildProcess, begun: number, how: string): Promise<void> {
    if (this.child !== child) return;
    this.child = undefined;
    for (const id of this.pending.keys())
      this.settle(id, ({ reject }) => reject(new ProcessGone(this.plan.name)));
    this.plan.changed();
    if (this.stopping) return;
    if (performance.now() - begun > healthy) this.delay = firstDelay;
    warn(`${this.plan.name} ended (${how}); it is started again in ${this.delay} ms`);
    await delay(this.delay);
    this.delay = Math.min(longestDelay, this.delay * 2);
    this.startAgain();
  }

  private startAgain(): void {
    if (this.stopping) return;
    this.start();
    say(`${this.plan.name} was started again (process ${String(this.pid)})`);
  }
}
