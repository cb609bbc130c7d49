import { type ICustomPartitioner, type TopicMessages } from 'kafkajs';
import { partitionOf } from './partition';
import { type Outgoing } from './port';

/** kafkajs sends what one request holds for a partition as one batch, and a broker takes about a megabyte by default. */
const MOST_BYTES = 960_000;
/** What a record costs beside its value and key, generously. */
const OVERHEAD = 100;

export const partitioner: ICustomPartitioner = () => {
  return ({ message, partitionMetadata }) => partitionOf(String(message.key), partitionMetadata.length);
};

/** Cuts an append into requests that a broker accepts, in order. A record alone may be as large as it wants. */
export function requestsOf(records: readonly Outgoing[]): TopicMessages[][] {
  const requests: TopicMessages[][] = [];
  let bytes = Infinity;
  for (const { topic, key, value } of records) {
    const cost = Buffer.byteLength(value) + Buffer.byteLength(key) + OVERHEAD;
    bytes += cost;
    if (bytes > MOST_BYTES) {
      requests.push([]);
      bytes = cost;
    }
    const request = requests.at(-1) ?? [];
    const sameTopic = request.find((messages) => messages.topic === topic);
    if (sameTopic) sameTopic.messages.push({ key, value });
    else request.push({ topic, messages: [{ key, value }] });
  }
  return requests;
}
