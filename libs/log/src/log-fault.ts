import { LogUnavailable } from './port';

/** Nobody has made this topic. `ensure` helps, retrying alone does not. */
export class UnknownTopic extends Error {
  readonly code = 'unknown-topic';
  readonly retryable = false;

  constructor(readonly topic: string) {
    super(`there is no topic ${topic} on the log`);
  }
}

/** How long a call to the log may take before the log counts as away (milliseconds). */
export const PATIENCE = 4_500;

export const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);

/** The call's own result, or `LogUnavailable` when it takes too long. The call itself is not stopped. */
export async function within<T>(milliseconds: number, what: string, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  // A plain timer: aborting a promised one makes an error with its stack, for every call that is in time.
  const tooLong = new Promise<never>((_, reject) => {
    const fault = () => reject(new LogUnavailable(`${what} took longer than ${milliseconds} ms`));
    timer = setTimeout(fault, milliseconds);
  });
  try {
    return await Promise.race([call, tooLong]);
  } finally {
    clearTimeout(timer);
    call.catch(() => undefined);
  }
}
