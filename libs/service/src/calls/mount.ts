import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type ProblemFilter } from '../http/problem.filter';
import { type Deps } from '../running/deps';
import { type FastCall } from './fast-call';
import { type CallMachinery } from './machinery.provider';

export interface MountParts {
  readonly deps: Deps;
  readonly machinery: CallMachinery;
  readonly filter: ProblemFilter;
}

/** Registers fast calls as raw Fastify routes. */
export function mountFastCalls(
  fastify: FastifyInstance,
  calls: readonly FastCall[],
  parts: MountParts,
): void {
  for (const call of calls) {
    const { raw } = call.description;
    if (raw === undefined) mount(fastify, call, parts);
    else
      void fastify.register((scope, _options, done) => {
        readBytes(scope, raw);
        mount(scope, call, parts);
        done();
      });
  }
}

function mount(fastify: FastifyInstance, call: FastCall, parts: MountParts): void {
  const { method, path: url } = call;
  fastify.route({
    method,
    url,
    handler: (request, reply) => serve(call, request, reply, parts),
    // What comes before the handler: a body that cannot be read.
    errorHandler: (error, _request, reply) => parts.filter.answer(error, reply),
  });
}

/** Bodies of any type as they came, in a scope of their own: a signature is over bytes, not over what they mean. */
function readBytes(scope: FastifyInstance, bodyLimit: number): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, bytes, done) =>
    done(null, bytes),
  );
}

async function serve(
  call: FastCall,
  request: FastifyRequest,
  reply: FastifyReply,
  parts: MountParts,
): Promise<unknown> {
  const { description } = call;
  try {
    const context = await parts.machinery.check(description, request);
    const params = request.params as Readonly<Record<string, string>>;
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const answer = await call.handle({ ...context, raw, params, headers: request.headers }, parts.deps);
    void reply.status(description.status ?? 200).type('application/json; charset=utf-8');
    return await reply.send(typeof answer === 'string' ? answer : JSON.stringify(answer));
  } catch (error) {
    parts.filter.answer(error, reply);
    return reply;
  }
}
