// A body's own system, reading its events over HTTP with nothing but fetch. Each event goes once, in order per
// complaint, as a line into FILE; the cursor beside it says where to go on.
//   API=http://localhost:3000 TOKEN=… ORGANISATION=gov.32.04 FILE=events.jsonl node docs/examples/consumer-http.mjs
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const { API = 'http://localhost:3000', TOKEN, ORGANISATION, FILE = 'events.jsonl' } = process.env;
const idle = 2000;

// What was written before: an event comes at least once, always with the same id.
const lines = existsSync(FILE) ? readFileSync(FILE, 'utf8').split('\n').filter(Boolean) : [];
const known = new Set(lines.map((line) => JSON.parse(line).id));
let cursor = existsSync(`${FILE}.cursor`) ? readFileSync(`${FILE}.cursor`, 'utf8') : '';

function keep(event) {
  if (known.has(event.id)) return;
  appendFileSync(FILE, `${JSON.stringify(event)}\n`);
  known.add(event.id);
  // Here the own system would act, or fetch the words: GET /v1/dispositions/{event.data.dispositionId}.
  console.log(event.time, event.type, event.subject);
}

/** The next page; undefined while the other side cannot answer: nothing is lost by waiting. */
async function page() {
  const query = new URLSearchParams({ limit: '200', ...(cursor && { cursor }) });
  try {
    const answer = await fetch(`${API}/v1/feeds/${ORGANISATION}?${query}`, {
      headers: { authorization: `Bearer ${TOKEN}` },
      signal: AbortSignal.timeout(30_000),
    });
    if (answer.ok) return await answer.json();
    console.error(answer.status, await answer.text());
    if (answer.status < 500 && answer.status !== 429) process.exit(1);
  } catch (error) {
    console.error(error.message);
  }
  return undefined;
}

let running = true;
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (running = false));
while (running) {
  const { items, next } = (await page()) ?? { items: [], next: cursor };
  items.forEach(keep);
  // Events first, the cursor after them: whatever dies in between, they come again and are known.
  writeFileSync(`${FILE}.cursor.new`, next);
  renameSync(`${FILE}.cursor.new`, `${FILE}.cursor`);
  cursor = next;
  if (items.length === 0) await delay(idle);
}
