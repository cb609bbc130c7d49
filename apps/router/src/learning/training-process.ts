import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Trained } from './candidate';

const program = join(__dirname, '..', 'main.js');

/** From the sources, as tests run, there is no compiled program to start. */
export const isCompiled = __filename.endsWith('.js');

/**
 * Runs the router's own command `train` beside the service, which goes on answering; its memory goes with it. Its
 * configuration is ours.
 * @throws where it ends without a report
 */
export function trainInProcess(stopped: AbortSignal): Promise<Trained> {
  const child = spawn(process.execPath, [program, 'train'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    signal: stopped,
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(chunks).toString()) as Trained);
      else reject(new Error(`the training ended with ${code ?? 'a signal'}`));
    });
  });
}
