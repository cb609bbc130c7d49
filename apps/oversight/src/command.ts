import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Person } from '@satupintu/domain';
import { type Actor } from '@satupintu/events';
import { unauthenticated } from '@satupintu/service';
import { type FastifyRequest } from 'fastify';

/** A command as it came in. `call` is method and path, so that a repeat is known as one. */
export interface Command<B = unknown> {
  readonly person: Person;
  readonly call: string;
  readonly idempotencyKey: string | undefined;
  readonly body: B;
}

/** Who wishes what with which key, checked by `@Call` before. */
export const Commanded = createParamDecorator((_: unknown, context: ExecutionContext): Command => {
  const { call, method, url } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!call?.person) throw unauthenticated();
  const { person, idempotencyKey, body } = call;
  return { person, idempotencyKey, body, call: `${method} ${url.split('?', 1)[0]?.toLowerCase() ?? ''}` };
});

/** Who causes a fact: role and place, and the token's subject; never a name. */
export const actorOf = ({ role, organisation, unit, subject }: Person): Actor => ({
  role,
  organisation,
  ...(unit === undefined ? {} : { unit }),
  subject,
});
