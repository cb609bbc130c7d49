import { type Fleet } from './fleet';
import { mergeMetrics } from './metrics';
import { type ServiceProcess } from './process';

const patience = 3_000;

async function get(process: ServiceProcess, path: string): Promise<{ ok: boolean; text: string }> {
  try {
    const answer = await fetch(process.address + path, { signal: AbortSignal.timeout(patience) });
    return { ok: answer.ok, text: await answer.text() };
  } catch {
    return { ok: false, text: '' };
  }
}

/** How all processes are, together. */
export class Health {
  /** true once everything is there, samples included */
  opened = false;

  constructor(private readonly fleet: Fleet) {}

  /** By process: whether it is ready. */
  async ready(): Promise<Record<string, boolean>> {
    const answers = await Promise.all(
      this.fleet.processes.map(
        async (each) => [each.plan.name, (await get(each, '/health/ready')).ok] as const,
      ),
    );
    return Object.fromEntries(answers);
  }

  async metrics(): Promise<string> {
    const texts = await Promise.all(
      this.fleet.processes.map(async (each) => ({
        name: each.plan.name,
        text: (await get(each, '/metrics')).text,
      })),
    );
    return mergeMetrics(texts);
  }
}
