import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { UnfoldsTooFar } from './unfolding';
import { withoutMetadata } from './without-metadata';

/** The document was made to keep a program busy, or to fill its memory. */
export class Harmful extends Error {}

/** Longest that a document may take, machine time; real ones take less than a second. */
const patienceMs = 10_000;
/** From the sources, as tests run, there is no compiled program for a thread. */
const isCompiled = __filename.endsWith('.js');
let turn: Promise<unknown> = Promise.resolve();
let thread: Worker | undefined;

/**
 * The document without its metadata. One that is signed stays as it is, because its signature is evidence and would break;
 * so does one that is locked, or that cannot be read here. Pictures inside are not drawn anew. One document at a time, in
 * a thread: whoever wrote it may have meant to stop us, and nobody waits for it but other documents.
 * @throws Harmful
 */
export async function strippedDocument(content: Buffer): Promise<Buffer> {
  if (content.includes('/ByteRange')) return content;
  const mine = turn.then(() => (isCompiled ? inThread(content) : here(content)));
  turn = mine.catch(() => undefined);
  return Buffer.from(await mine);
}

async function here(content: Buffer): Promise<Uint8Array> {
  try {
    return await withoutMetadata(content);
  } catch (error) {
    if (!(error instanceof UnfoldsTooFar)) throw error;
    throw new Harmful('the document unfolds too far', { cause: error });
  }
}

/** Lives on for the next document: the library takes a second to load. */
function threadFor(): Worker {
  if (thread) return thread;
  const started = new Worker(join(__dirname, 'strip-thread.js'));
  started.unref();
  // It exits after that.
  started.on('error', () => undefined);
  started.once('exit', () => (thread = undefined));
  thread = started;
  return started;
}

function inThread(content: Buffer): Promise<Uint8Array> {
  const worker = threadFor();
  const timer = setTimeout(() => void worker.terminate(), patienceMs);
  return new Promise<Uint8Array>((resolve, reject) => {
    const harmful = () => reject(new Harmful('the document took too long, or unfolds too far'));
    worker.once('exit', harmful);
    worker.once('message', (kept: Uint8Array) => {
      worker.off('exit', harmful);
      resolve(kept);
    });
    worker.postMessage(content);
  }).finally(() => clearTimeout(timer));
}
