/**
 * The durable floor of intake: bare Fastify that answers when one row per request is committed, with the same group
 * commit as the product and nothing else. Runs as a process of its own: `bare-server.js <port> <database url>`.
 */
import fastify from 'fastify';
import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';

const [, , port = '', url = ''] = process.argv;
const pool = new Pool({ connectionString: url, max: 4 });
const waiting: { id: string; body: string; done: () => void; fail: (reason: unknown) => void }[] = [];
let running = false;

async function run(): Promise<void> {
  running = true;
  await Promise.resolve();
  while (waiting.length > 0) {
    const group = waiting.splice(0, 1000);
    try {
      await pool.query('insert into bench_bare select * from unnest($1::uuid[], $2::text[])', [
        group.map(({ id }) => id),
        group.map(({ body }) => body),
      ]);
      for (const { done } of group) done();
    } catch (error) {
      for (const { fail } of group) fail(error);
    }
  }
  running = false;
}

async function main(): Promise<void> {
  await pool.query(
    'drop table if exists bench_bare; create table bench_bare (id uuid primary key, body text)',
  );
  const app = fastify();
  app.post('/v1/complaints', async (request, reply) => {
    const id = randomUUID();
    await new Promise<void>((done, fail) => {
      waiting.push({ id, body: JSON.stringify(request.body), done, fail });
      if (!running) void run();
    });
    void reply.status(202);
    return { complaintId: id };
  });
  await app.listen({ port: Number(port), host: '127.0.0.1' });
  process.send?.('ready');
}

void main();
