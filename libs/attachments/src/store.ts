/**
 * Where contents of attachments lie. What is put is sealed under a key of its own, so whoever keeps the store reads
 * nothing in it. Every call may be repeated. @throws StoreAway where an outage is the cause
 */
export interface AttachmentStore {
  /** Durable when it resolves. A repeat puts the content in the place of the first. */
  put(id: string, content: Buffer): Promise<void>;
  /** undefined: there is none */
  get(id: string): Promise<Buffer | undefined>;
  /** Also where there is none. */
  remove(id: string): Promise<void>;
}

/** The store cannot be reached; repeating helps. */
export class StoreAway extends Error {
  readonly code = 'attachment-store-unavailable';
  readonly retryable = true;
}
