import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** Figures of one service. Labels are names of calls, topics and codes, never ids. */
export interface Metrics {
  readonly registry: Registry;
  /** answered calls, by route and status */
  readonly calls: Counter<'method' | 'route' | 'status'>;
  /** Shows what `read` says at each scrape. */
  gauge(name: string, help: string, read: () => Promise<number> | number): void;
}

export function makeMetrics(service: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const calls = new Counter({
    name: 'satupintu_calls_total',
    help: 'Answered calls',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const gauge = (name: string, help: string, read: () => Promise<number> | number): void => {
    new Gauge({
      name: `satupintu_${name}`,
      help,
      registers: [registry],
      async collect() {
        this.set(await Promise.resolve(read()).catch(() => NaN));
      },
    });
  };
  return { registry, calls, gauge };
}
