import { setTimeout as delay } from 'node:timers/promises';
import { type Service } from '@satupintu/events';
import { type Message, ProcessGone, type ServiceProcess } from './process';

const patience = 60_000;
const pause = 50;

/** All processes of all services. */
export class Fleet {
  private turn = 0;

  constructor(readonly processes: readonly ServiceProcess[]) {}

  start(): void {
    for (const each of this.processes) each.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((each) => each.stop()));
  }

  of(service: Service): ServiceProcess[] {
    return this.processes.filter(({ plan }) => plan.service === service);
  }

  /** The next running process of a service, each in its turn; undefined while none runs. */
  pick(service: Service): ServiceProcess | undefined {
    const running = this.of(service).filter(({ connected }) => connected);
    this.turn = (this.turn + 1) % 1_000_000;
    return running[this.turn % Math.max(1, running.length)];
  }

  /** Asks one process of the service; when it dies meanwhile, the next one, or the same after its restart. */
  async ask(service: Service, message: Message): Promise<Message> {
    return persistently(() => {
      const chosen = this.of(service).find(({ connected }) => connected);
      return chosen ? chosen.ask(message) : Promise.reject(new ProcessGone(service));
    });
  }

  /** Asks every process of the service at the same time, also one that is being started again. */
  askEach(service: Service, message: Message): Promise<Message[]> {
    return askThem(this.of(service), message);
  }

  /** Asks every process, also one that is being started again. */
  askAll(message: Message): Promise<Message[]> {
    return askThem(this.processes, message);
  }
}

const askThem = (processes: readonly ServiceProcess[], message: Message): Promise<Message[]> =>
  Promise.all(processes.map((each) => persistently(() => each.ask(message))));

async function persistently<T>(ask: () => Promise<T>): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ProcessGone) || performance.now() > end) throw error;
      await delay(pause);
    }
  }
}
