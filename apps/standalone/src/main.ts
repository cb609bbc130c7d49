import { readOptions } from './options';
import { say, warn } from './say';
import { Supervisor } from './supervisor';

/** `npm start`: starts everything, says where, and stops it again when told to. */
export async function main(root: string, argv: readonly string[]): Promise<void> {
  const options = readOptions(argv);
  const begun = performance.now();
  const supervisor = new Supervisor(root, options);
  let told = 0;
  const end = (): void => {
    told += 1;
    if (told > 1) process.exit(1);
    say('Stopping …');
    void supervisor.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        warn(error instanceof Error ? error.message : 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  try {
    const address = await supervisor.start();
    say(`satupintu is ready after ${((performance.now() - begun) / 1000).toFixed(1)} s: ${address}`);
    say(`  file and follow a complaint: ${address}/lapor`);
    say(`  data: ${options.data} (Ctrl-C stops)`);
  } catch (error) {
    if (told > 0) return;
    await supervisor.stop();
    throw error;
  }
}
