/** What a scanner finds: the name of what is malicious, or nothing. */
export type Finding = string | undefined;

/** Looks into a content before it is taken. @throws ScannerAway where it cannot be asked */
export interface Scanner {
  scan(content: Buffer): Promise<Finding>;
}

/** The scanner cannot be asked; repeating helps. Nothing is taken unseen. */
export class ScannerAway extends Error {
  readonly code = 'scanner-unavailable';
  readonly retryable = true;
}

/** For installations without one. */
export const noScanner: Scanner = { scan: () => Promise.resolve(undefined) };
