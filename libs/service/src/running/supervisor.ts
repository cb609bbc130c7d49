import { type Clock, VirtualClock } from '../clock';
import { type IpcHandler } from './definition';

/** The line between a child process and its supervisor; `process` is one. */
export interface SupervisorChannel {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off?(event: 'message', listener: (message: unknown) => void): unknown;
  send?(message: object): unknown;
}

interface Message {
  readonly id?: unknown;
  readonly kind: string;
}

const isMessage = (message: unknown): message is Message =>
  typeof message === 'object' && message !== null && typeof (message as { kind?: unknown }).kind === 'string';

/** Moves the virtual clock: `{kind: 'clock', now}`, answered with `{kind: 'clock-set', now}`. */
export const clockHandler =
  (clock: Clock): IpcHandler =>
  ({ now }) => {
    if (clock instanceof VirtualClock && typeof now === 'string') clock.set(now);
    return Promise.resolve({ kind: 'clock-set', now: clock.now() });
  };

/**
 * Answers the supervisor's messages; each answer carries the `id` of its message. A handler that fails is answered
 * with `{kind: 'failed', of, reason}`. Messages of a kind that nobody handles are left alone.
 * @returns how to stop listening
 */
export function answerSupervisor(
  channel: SupervisorChannel,
  handlers: Readonly<Record<string, IpcHandler>>,
): () => void {
  const answer = async (message: Message): Promise<void> => {
    const handler = Object.hasOwn(handlers, message.kind) ? handlers[message.kind] : undefined;
    if (!handler) return;
    const { id, kind } = message;
    const given = await handler(message as unknown as Readonly<Record<string, unknown>>).catch(
      (error: unknown) => ({
        kind: 'failed',
        of: kind,
        reason: error instanceof Error ? error.message : 'unknown',
      }),
    );
    channel.send?.({ kind, ...given, id });
  };
  const listener = (message: unknown): void => {
    if (isMessage(message)) void answer(message);
  };
  channel.on('message', listener);
  return () => void channel.off?.('message', listener);
}
