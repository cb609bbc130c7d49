/** The line between a child process and its supervisor; `process` is one. */
export interface SupervisorChannel {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  send?(message: object): unknown;
}
