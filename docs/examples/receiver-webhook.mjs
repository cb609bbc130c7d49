// A body's own system, to which its events are brought: believes what is signed with SECRET and is not old, and keeps
// each event once, as a line in FILE, before it says that it has it. TLS is for the proxy in front of it.
//   SECRET=whsec_… PORT=8080 FILE=events.jsonl node docs/examples/receiver-webhook.mjs
import { createHmac, timingSafeEqual } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { SECRET = '', PORT = '8080', FILE = 'events.jsonl' } = process.env;
const key = Buffer.from(SECRET.replace('whsec_', ''), 'base64');
const oldest = 300;

// What was written before: an event comes at least once, always with the same id.
const lines = existsSync(FILE) ? readFileSync(FILE, 'utf8').split('\n').filter(Boolean) : [];
const known = new Set(lines.map((line) => JSON.parse(line).id));

function isGenuine(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature = '' } = headers;
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) < oldest)) return false;
  const mine = Buffer.from(
    `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  );
  return signature.split(' ').some((one) => {
    const theirs = Buffer.from(one);
    return theirs.length === mine.length && timingSafeEqual(theirs, mine);
  });
}

function keep(event) {
  if (known.has(event.id)) return;
  appendFileSync(FILE, `${JSON.stringify(event)}\n`);
  known.add(event.id);
  // Here the own system would act, or fetch the words: GET /v1/dispositions/{event.data.dispositionId}.
  console.log(event.time, event.type, event.subject);
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  if (!isGenuine(request.headers, body)) return response.writeHead(401).end();
  keep(JSON.parse(body));
  response.writeHead(204).end();
});
server.listen(Number(PORT), () => console.log(`listening on ${server.address().port}`));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close(() => process.exit(0)));
