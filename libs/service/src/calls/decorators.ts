import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import { type Person } from '@satupintu/domain';
import { isId } from '@satupintu/events';
import { type FastifyRequest } from 'fastify';
import { notFound, unauthenticated } from '../http/problem';
import { CALL, type CallDescription } from './call';
import { CallGuard } from './call.guard';
import { type CallContext } from './context';

/** Marks a controller's method as a call of the contract, and sees to everything that `CallDescription` says. */
export function Call(description: CallDescription): MethodDecorator {
  return applyDecorators(
    SetMetadata(CALL, description),
    UseGuards(CallGuard),
    HttpCode(description.status ?? 200),
  );
}

const requestOf = (context: ExecutionContext): FastifyRequest =>
  context.switchToHttp().getRequest<FastifyRequest>();
const callOf = (context: ExecutionContext): CallContext => {
  const { call } = requestOf(context);
  if (!call) throw new Error('A parameter of a call stands on a method without @Call');
  return call;
};

/** The signed-in person. @throws Problem 401 where there is none */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext): Person => {
  const { person } = callOf(context);
  if (!person) throw unauthenticated();
  return person;
});
/** The signed-in person, or undefined. */
export const MaybeWho = createParamDecorator(
  (_: unknown, context: ExecutionContext) => callOf(context).person,
);
/** Header `Receipt-Code`, unverified; '' where it is missing. */
export const ReceiptCode = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => callOf(context).receiptCode ?? '',
);
/** Header `Idempotency-Key`, checked for length, or undefined. */
export const IdempotencyKey = createParamDecorator(
  (_: unknown, context: ExecutionContext) => callOf(context).idempotencyKey,
);
export const ValidBody = createParamDecorator(
  (_: unknown, context: ExecutionContext) => callOf(context).body,
);
export const ValidQuery = createParamDecorator(
  (_: unknown, context: ExecutionContext) => callOf(context).query,
);

/** A command as it came in. `call` is method and path, so that a repeat is known as one. */
export interface Command<B = unknown> {
  readonly person: Person;
  readonly call: string;
  readonly idempotencyKey: string | undefined;
  readonly body: B;
}

/** Who wishes what with which key. @throws Problem 401 where nobody is signed in */
export const Commanded = createParamDecorator((_: unknown, context: ExecutionContext): Command => {
  const { method, url } = requestOf(context);
  const { person, idempotencyKey, body } = callOf(context);
  if (!person) throw unauthenticated();
  return { person, idempotencyKey, body, call: `${method} ${url.split('?', 1)[0]?.toLowerCase() ?? ''}` };
});

/** An id of the path. One of the wrong shape is an unknown one. @throws Problem 404 */
export const PathId = createParamDecorator((name: string, context: ExecutionContext): string => {
  const value = (requestOf(context).params as Record<string, string | undefined>)[name]?.toLowerCase();
  if (!isId(value)) throw notFound();
  return value;
});
