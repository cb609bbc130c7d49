import { type Person } from '@satupintu/domain';

/** What is known about a request once access and shape were checked. */
export interface CallContext {
  /** who asks; absent for reporters and the public */
  readonly person?: Person;
  /** header `Receipt-Code`, not yet verified: only intake can */
  readonly receiptCode?: string;
  readonly idempotencyKey?: string;
  readonly body: unknown;
  readonly query: unknown;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** set by the machinery of calls before a handler runs */
    call?: CallContext;
  }
}
