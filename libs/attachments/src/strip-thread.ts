import { parentPort } from 'node:worker_threads';
import { withoutMetadata } from './without-metadata';

/** The program of a thread that strips documents, one after the other; it ends with one that is made to do harm. */
parentPort?.on('message', (content: Uint8Array) => {
  withoutMetadata(content).then(
    (kept) => parentPort?.postMessage(kept),
    () => process.exit(1),
  );
});
