/** The part of a pino logger that is needed here. */
export interface LoopLogger {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
  error(about: object, message: string): void;
}
