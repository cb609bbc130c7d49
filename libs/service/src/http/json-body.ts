import { type FastifyInstance } from 'fastify';
import { Problem } from './problem';

type Done = (error: Error | null, body?: unknown) => void;

const deepest = 32;

/** Reads JSON bodies, and nothing else unless a service adds a parser: refuses what is broken, poisoned or too deep. */
export function readJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    void parse(request, text as string, (error, body) => finish(error, body, text as string, done));
  });
}

function finish(error: Error | null, body: unknown, text: string, done: Done): void {
  if (error) done(isJson(text) ? forbiddenMember() : malformed());
  else if (tooDeep(body))
    done(new Problem(400, 'too-deep', `The body is nested deeper than ${deepest} levels.`));
  else done(null, body);
}

const forbiddenMember = () =>
  new Problem(400, 'forbidden-member', 'The body has a member that no call takes.');
const malformed = () => new Problem(400, 'malformed-json', 'The body is not JSON.');

/** JSON that the parser refused all the same: it would have reached for a prototype. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Level by level, so that no depth can exhaust the stack. */
function tooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap((each): unknown[] =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
  }
  return false;
}
