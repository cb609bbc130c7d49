import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Service } from '@satupintu/events';

/** What a service's own command said: its report, and whether all is well. */
export interface Commanded {
  readonly service: Service;
  readonly report: unknown;
  readonly well: boolean;
}

/** Compiled programs lie side by side in `dist`. */
const dist = join(__dirname, '..', '..', '..');
const root = join(dist, '..');
const mainOf = (service: Service) => join(dist, 'apps', service, 'src', 'main.js');

/**
 * Runs an operator's command of a service in a process of its own: only the service knows its views and how to fold
 * into them. What it writes to stderr goes to ours.
 * @throws where it ends without a report
 */
export async function commandService(
  service: Service,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Commanded> {
  const { code, output } = await run(mainOf(service), args, env);
  try {
    return { service, report: JSON.parse(output) as unknown, well: code === 0 };
  } catch {
    throw new Error(`${service} ${args.join(' ')} ended with ${code ?? 'a signal'} and said nothing`);
  }
}

/** Brings the database to what this version needs. */
export async function migrate(env: NodeJS.ProcessEnv): Promise<void> {
  const { code } = await run(join(dist, 'libs', 'service', 'src', 'migrate.js'), [], env);
  if (code !== 0) throw new Error('the database could not be migrated');
}

function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
  });
}
