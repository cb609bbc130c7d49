// A body's own system, reading its events from Kafka with nothing but kafkajs. Each event goes once, in order per
// complaint, as a line into FILE, which is also what it knows after a restart.
//   KAFKA_BROKERS=localhost:9092 ORGANISATION=gov.32.04 FILE=events.jsonl node docs/examples/consumer-kafka.mjs
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';

const { KAFKA_BROKERS = 'localhost:9092', ORGANISATION, FILE = 'events.jsonl' } = process.env;
const topic = `satupintu.agency.${ORGANISATION}`;

// What was written before: an event comes at least once, always with the same id.
const lines = existsSync(FILE) ? readFileSync(FILE, 'utf8').split('\n').filter(Boolean) : [];
const known = new Set(lines.map((line) => JSON.parse(line).id));

function keep(event) {
  if (known.has(event.id)) return;
  appendFileSync(FILE, `${JSON.stringify(event)}\n`);
  known.add(event.id);
  // Here the own system would act, or fetch the words: GET /v1/dispositions/{event.data.dispositionId}.
  console.log(event.time, event.type, event.subject);
}

const kafka = new Kafka({ brokers: KAFKA_BROKERS.split(','), clientId: 'agency', logLevel: logLevel.ERROR });

// The topic begins with the body's first event.
const admin = kafka.admin();
await admin.connect();
while (!(await admin.listTopics()).includes(topic)) await delay(1000);
await admin.disconnect();

const consumer = kafka.consumer({ groupId: `${ORGANISATION}.own-system` });
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void consumer.disconnect().then(() => process.exit(0)));
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
// An offset is committed after its event was kept: whatever dies in between, it comes again and is known.
await consumer.run({ eachMessage: async ({ message }) => keep(JSON.parse(message.value.toString())) });
