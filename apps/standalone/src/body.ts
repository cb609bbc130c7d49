import { type IncomingMessage } from 'node:http';
import { type ProblemParts } from './problem';

/** The body cannot be taken; what the caller is told. */
export class BodyFault extends Error {
  constructor(readonly problem: ProblemParts) {
    super(problem.code);
  }
}

const most = 64 * 1024;

/** A small JSON body. @throws BodyFault 400, 413, 415 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most)
      throw new BodyFault({ status: 413, code: 'too-large', detail: 'The body is too large.' });
    chunks.push(chunk);
  }
  if (size === 0) return {};
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new BodyFault({ status: 415, code: 'unsupported-media-type', detail: 'The body must be JSON.' });
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
  } catch {
    throw new BodyFault({ status: 400, code: 'malformed-json', detail: 'The body is not JSON.' });
  }
}
