import { Agent, createServer, request } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Client as Database } from 'pg';
import { Client } from './client';
import { report, timed } from './report';
import { type Options, startSystem } from './system';

const organisation = 'gov.32.04';
const partitions = 12;

/** Invented events of a body's feed, as the product would have told them. */
const fillSql = `
  insert into casework_view.feed (organisation, partition, offset_, restricted, event)
  select $1, n % $2, n / $2, false, jsonb_build_object(
    'specversion', '1.0', 'id', gen_random_uuid(), 'source', '/satupintu/casework',
    'type', 'id.satupintu.thread-message-posted', 'subject', gen_random_uuid(), 'time', '2026-03-02T02:00:00.000Z',
    'datacontenttype', 'application/json', 'dataschema', 'urn:satupintu:agency-event:1',
    'data', jsonb_build_object('factId', gen_random_uuid(), 'trackingId', 'SP-BENCH', 'organisation', $1::text,
      'dispositionId', gen_random_uuid(), 'part', 'lead', 'dispositionStatus', 'accepted', 'takesPart', true))
  from generate_series(0, $3 - 1) as n`;

/** A receiver on this machine that takes a millisecond for each event. */
async function startReceiver() {
  const begun: number[] = [];
  let wanted = Infinity;
  let done: () => void = () => undefined;
  const server = createServer((call, answer) => {
    call.resume().on('end', () =>
      setTimeout(() => {
        answer.writeHead(204).end();
        if (begun.push(performance.now()) >= wanted) done();
      }, 1),
    );
  });
  await new Promise<void>((opened) => void server.listen(0, '127.0.0.1', opened));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/in`,
    /** Resolves when so many more have come. */
    take: (count: number) =>
      new Promise<void>((resolve) => {
        wanted = begun.length + count;
        done = resolve;
      }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The floor: the same receiver, called once after the other over one connection, with nothing kept. */
async function bare(url: string, count: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const body = JSON.stringify({ data: 'x'.repeat(600) });
  for (let n = 0; n < count; n += 1)
    await new Promise<void>((done, fail) => {
      request(url, { method: 'POST', agent }, (answer) => answer.resume().on('end', done))
        .on('error', fail)
        .end(body);
    });
  agent.destroy();
}

/** Events that one webhook brings in a second to a receiver that answers in a millisecond. */
export async function benchWebhooks(options: Options): Promise<void> {
  const events = options.cases ?? 5_000;
  const system = await startSystem(options);
  const database = new Database(system.runtime().databaseUrl);
  await database.connect();
  const client = new Client(system.address);
  const receiver = await startReceiver();
  try {
    await database.query(fillSql, [organisation, partitions, events]);
    const floor = await timed(() => Promise.all([receiver.take(1_000), bare(receiver.url, 1_000)]));
    const headers = await client.token('coordinator', organisation);
    const brought = receiver.take(events);
    const { ms } = await timed(async () => {
      await client.must('POST', `/v1/feeds/${organisation}/webhooks`, { url: receiver.url }, headers);
      await brought;
    });
    report({
      name: 'webhooks.brought',
      value: (events * 1000) / ms,
      unit: '/s',
      floor: 1_000_000 / floor.ms,
      detail: { events },
    });
  } finally {
    receiver.close();
    client.close();
    await database.end();
    await system.stop();
  }
}
