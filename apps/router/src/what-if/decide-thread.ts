import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type RoutingInput } from '@satupintu/domain';
import { destinationOf } from './decide-again';
import { type Asked, kitOf } from './knowledge-asked';

/** A thread of its own: says when it is ready, then answers each batch on the port that came with it. */
const kit = kitOf(workerData as Asked);
parentPort?.on('message', ({ inputs, port }: { inputs: readonly RoutingInput[]; port: MessagePort }) =>
  port.postMessage(inputs.map((input) => destinationOf(input, kit))),
);
parentPort?.postMessage('ready');
