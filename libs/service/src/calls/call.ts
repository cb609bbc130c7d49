import { type Role } from '@satupintu/events';
import { type TSchema } from '@sinclair/typebox';

/** Who may make a call: everybody, holders of a receipt code, any signed-in role, or the roles named. */
export type Access = 'public' | 'reporter' | 'signed-in' | readonly Role[];

/**
 * One call of the contract. Enforces access, validates the body and the query (unknown members are faults with a
 * pointer), and is the source of the OpenAPI document.
 */
export interface CallDescription {
  readonly summary: string;
  readonly access: Access;
  readonly body?: TSchema;
  /** the body is taken as the bytes that came, whatever their type, this many at most; for fast calls */
  readonly raw?: number;
  readonly query?: TSchema;
  readonly answer: TSchema;
  readonly status?: 200 | 201 | 202;
}

/** Metadata key of a method's `CallDescription`. */
export const CALL = 'satupintu:call';
