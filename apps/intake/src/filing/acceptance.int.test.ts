import { randomUUID } from 'node:crypto';
import { testPostgres } from '@satupintu/embedded';
import { KeyWriter } from '@satupintu/vault';
import { Pool } from 'pg';
import { intakeOf } from '../intake';
import { Stand } from '../stand.fixture';
import { Acceptance } from './acceptance';
import { type ComplaintBody } from './complaint-body';
import { type Filing } from './filed';

const postgres = testPostgres();
let stand: Stand;
beforeAll(async () => {
  stand = await Stand.start(await postgres.database());
}, 60_000);
afterAll(async () => stand.stop(), 30_000);

const bodyOf = (text: string): ComplaintBody => ({ channel: 'web', text });

test('of two bodies under one key in one group, the one that is accepted is the one that is said', async () => {
  const { file } = await intakeOf(stand.running.deps);
  const idempotencyKey = randomUUID();
  const texts = ['yang pertama', 'yang kedua'];
  const answers = await Promise.allSettled(
    texts.map((text) => file.file({ body: bodyOf(text), person: undefined, idempotencyKey })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const won = answers.findIndex(({ status }) => status === 'fulfilled');
  const answer = answers[won];
  if (answer?.status !== 'fulfilled') throw new Error('none was accepted');
  const page = await stand.track(answer.value, answer.value.position);
  expect(page.body.text).toBe(texts[won]);
});

test('two processes that are sent the same complaints in opposite order do not wait in a circle', async () => {
  const { deps } = stand.running;
  const owner = new Pool({ connectionString: deps.config.databaseUrl, max: 1 });
  owner.on('error', () => undefined);
  // As slow as it takes for the two to meet half-way.
  await owner.query(`create function slowly() returns trigger language plpgsql as
    $$ begin perform pg_sleep(0.005); return new; end $$;
    create trigger slowly before insert on intake.accepted for each row execute function slowly()`);
  const other = new Pool(deps.pool.options);
  other.on('error', () => undefined);
  const processes = [deps.pool, other].map((pool) => {
    const { master } = deps;
    const secret = Buffer.alloc(32, 7);
    return new Acceptance({ pool, master, secret, keyWriter: new KeyWriter(master), kick: () => undefined });
  });
  const filing = (): Filing => ({
    complaintId: randomUUID(),
    body: bodyOf('jalan rusak'),
    category: undefined,
    operator: undefined,
    at: deps.clock.now(),
    bodyMac: Buffer.alloc(32),
  });
  try {
    const filings = Array.from({ length: 40 }, filing);
    const orders = [filings, filings.toReversed()];
    const accepted = await Promise.all(
      processes.flatMap((one, n) => (orders[n] ?? []).map((each) => one.accept(each))),
    );
    expect(new Set(accepted.map(({ complaintId }) => complaintId)).size).toBe(40);
  } finally {
    await owner.query('drop function slowly cascade');
    await Promise.all([owner.end(), other.end()]);
  }
}, 60_000);
