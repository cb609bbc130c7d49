import { type Logger } from 'pino';
import { Problem } from '@satupintu/service';

const day = 24 * 3_600_000;
/** Wall time of Jakarta (UTC+7, no daylight saving). */
const offset = 7 * 3_600_000;

/** Milliseconds until it is `HH:MM` in Jakarta again; never 0. */
export function untilNext(time: string, now: number): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wanted = (hours * 60 + minutes) * 60_000;
  const passed = (now + offset) % day;
  return wanted > passed ? wanted - passed : wanted - passed + day;
}

/** Does `work` each night at that time, by the machine's clock. @returns how to stop it */
export function nightly(time: string, work: () => Promise<unknown>, logger: Logger): () => void {
  let timer: NodeJS.Timeout;
  const plan = () => {
    timer = setTimeout(() => void run(), untilNext(time, Date.now()));
    timer.unref();
  };
  const run = async () => {
    plan();
    await work().catch((error: unknown) => tell(error, logger));
  };
  plan();
  return () => clearTimeout(timer);
}

/** That another process is at it, or that little was decided yet, is no failure. */
function tell(error: unknown, logger: Logger): void {
  if (error instanceof Problem && error.status !== 503)
    logger.info({ code: error.code }, 'no model was trained tonight');
  else logger.error({ err: error }, 'the nightly training failed');
}
