import { type Person } from '@satupintu/domain';
import { type Static, type TSchema } from '@sinclair/typebox';
import { type Deps } from '../running/deps';
import { type CallDescription } from './call';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What a fast handler is given; the same checks as for a controller came before it. */
export interface FastRequest<B, Q> {
  readonly body: B;
  /** the bytes that came, where the call takes them as they are */
  readonly raw: Buffer;
  readonly query: Q;
  /** of the path; unchecked text */
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly person?: Person;
  readonly receiptCode?: string;
  readonly idempotencyKey?: string;
}

type Shaped<S> = S extends TSchema ? Static<S> : undefined;

/** A call that goes past Nest's pipeline. In the same OpenAPI document, under the same checks and problems. */
export interface FastCall {
  readonly method: Method;
  readonly path: string;
  readonly description: CallDescription;
  handle(request: FastRequest<unknown, unknown>, deps: Deps): Promise<object | string>;
}

/**
 * Declares a call for a hot path. The handler's answer is an object, or JSON text that is sent as it stands (for
 * answers that must be the same bytes in each repeat).
 */
export function fastCall<const D extends CallDescription>(
  method: Method,
  path: string,
  description: D,
  handle: (
    request: FastRequest<Shaped<D['body']>, Shaped<D['query']>>,
    deps: Deps,
  ) => Promise<object | string>,
): FastCall {
  return { method, path, description, handle };
}
