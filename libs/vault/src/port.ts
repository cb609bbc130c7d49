import { type Sealed } from '@satupintu/events';

/** The two things that can be forgotten apart: who it was, and what was said. */
export type Part = 'identity' | 'narrative';

/** Keys of one complaint, unwrapped, in memory for a minute at most. */
export interface Keyring {
  /** absent where it was destroyed */
  readonly identity?: { readonly generation: number; readonly key: Buffer };
  readonly narrative?: { readonly generation: number; readonly key: Buffer };
}

/** Wraps data keys. Production: a key service; here: a file or the environment, with older keys for unwrapping. */
export interface MasterKey {
  /** id of the key that wraps now */
  readonly current: string;
  wrap(key: Buffer): Promise<{ masterKey: string; wrapped: Buffer }>;
  unwrap(wrapped: Buffer, masterKey: string): Promise<Buffer>;
}

/**
 * Seals and unseals words. `field` names what it is (`filing`, `answer`, `question`…): part of the associated data.
 * Every service but intake reads keys only.
 */
export interface Vault {
  /** Seals JSON under the complaint's current key of the part. @throws KeyDestroyed */
  seal(complaintId: string, part: Part, field: string, value: unknown): Promise<Sealed>;
  /** Opens what can be opened; undefined where its key was destroyed. One query for all. */
  open(items: readonly { complaintId: string; sealed: Sealed; purpose: string }[]): Promise<unknown[]>;
  /** Forgets cached keys of a complaint: called when its erasure fact is seen. */
  forget(complaintId: string): void;
}
