import { randomUUID } from 'node:crypto';
import { COMPLAINTS, encode, fact } from '@satupintu/events';
import { MemoryLog } from '@satupintu/log';
import { testPostgres } from '@satupintu/embedded';
import { positionOf } from '../calls/position';
import { type Small, startSmall } from '../testing/small-service.fixture';

const postgres = testPostgres();
let small: Small;
let log: MemoryLog;
let token: string;

beforeAll(async () => {
  log = new MemoryLog();
  small = await startSmall(await postgres.database(), {}, { log });
  token = await small.issuer.token({ role: 'coordinator', organisation: 'gov.32.04' });
});
afterEach(() => log.back());
afterAll(() => small.close());

/** Files a complaint and waits until the service has applied it. */
async function filed(): Promise<string> {
  const subject = randomUUID();
  const filing = fact(
    'ComplaintFiled',
    `filed:${subject}`,
    { subject, at: '2026-03-17T02:00:00.000Z', by: { role: 'reporter' } },
    {
      trackingId: `LP-${subject.slice(0, 8)}`,
      channel: 'web',
      region: '32.04',
      anonymous: false,
      confidential: false,
      attachments: [],
      words: 's1.narrative.1.filing.aa.bb',
      person: 's1.identity.1.person.aa.bb',
    },
  );
  await log.append([{ topic: COMPLAINTS, key: subject, value: encode(filing) }]);
  await small.service.deps.loop.verdicts(subject, [filing.id], 5_000);
  return subject;
}

async function withdraw(
  complaintId: string,
  {
    key,
    text = 'a',
    after = '',
    as = token,
  }: { key?: string; text?: string; after?: string; as?: string } = {},
) {
  const response = await fetch(`${small.service.address}/v1/notes/withdrawals/${complaintId}${after}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${as}`,
      'content-type': 'application/json',
      ...(key && { 'idempotency-key': key }),
    },
    body: JSON.stringify({ text }),
  });
  const raw = await response.text();
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    raw,
    json: JSON.parse(raw),
  };
}

async function withdrawalsOf(complaintId: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const { records } of log.read(COMPLAINTS)) {
    for (const { key, value } of records) {
      const { id, type } = JSON.parse(value);
      if (key === complaintId && type.endsWith('reporter-withdrew')) ids.add(id);
    }
  }
  return ids;
}

test('a command is answered when its own effect can be read', async () => {
  const complaint = await filed();
  const answer = await withdraw(complaint);
  expect(answer).toMatchObject({ status: 200, json: { status: 'closed', position: expect.any(String) } });
  expect((await small.service.deps.loop.state(complaint))?.closedReason).toBe('withdrawn');
});

test('about an unknown complaint there is nothing', async () => {
  expect(await withdraw(randomUUID())).toMatchObject({ status: 404, json: { code: 'not-found' } });
});

test('what came too late is void: 409 with the reason and the state', async () => {
  const complaint = await filed();
  await withdraw(complaint);
  const answer = await withdraw(complaint);
  expect(answer).toMatchObject({ status: 409, json: { code: 'case-final' } });
  expect(answer.json.detail).toContain('closed');
});

test('a repeat with the same key gets the same bytes and writes nothing new', async () => {
  const complaint = await filed();
  const first = await withdraw(complaint, { key: 'k1' });
  const second = await withdraw(complaint, { key: 'k1' });
  expect(second).toEqual(first);
  expect((await withdrawalsOf(complaint)).size).toBe(1);
});

test('many at once with one key are one command', async () => {
  const complaint = await filed();
  const answers = await Promise.all(Array.from({ length: 20 }, () => withdraw(complaint, { key: 'many' })));
  expect(new Set(answers.map(({ raw }) => raw)).size).toBe(1);
  expect(answers[0]?.status).toBe(200);
  expect((await withdrawalsOf(complaint)).size).toBe(1);
});

test('a twin that decides when the first is done is answered like the first', async () => {
  const complaint = await filed();
  const { deps } = small.service;
  let decided = 0;
  const wish = {
    complaintId: complaint,
    person: 'reporter' as const,
    actor: { role: 'reporter' as const },
    call: 'POST /twins',
    idempotencyKey: 'twin',
    body: {},
  };
  const command = (before: () => Promise<unknown>): Promise<object> =>
    deps.commands.run(
      wish,
      async (_, at, keys) => {
        decided += 1;
        await before();
        const state = await deps.loop.state(complaint);
        if (state?.closedAt !== undefined)
          return { refused: true, status: 409, code: 'case-final', detail: 'It is closed.' };
        const by = { role: 'reporter' } as const;
        return [
          fact('ReporterWithdrew', keys('withdraw'), { subject: complaint, at, by }, { replyId: complaint }),
        ];
      },
      (_, { status }) => ({ status }),
    );
  let first: Promise<object> | undefined;
  const second = command(() => (first = command(() => Promise.resolve())));
  expect(await second).toEqual(await first);
  expect(decided).toBe(2);
});

test('the same key with another body is refused', async () => {
  const complaint = await filed();
  await withdraw(complaint, { key: 'k2' });
  expect(await withdraw(complaint, { key: 'k2', text: 'b' })).toMatchObject({
    status: 422,
    json: { code: 'idempotency-key-reused' },
  });
});

test('the same key on another complaint is another command', async () => {
  const [one, other] = [await filed(), await filed()];
  await withdraw(one, { key: 'k3' });
  expect(await withdraw(other, { key: 'k3' })).toMatchObject({ status: 200 });
});

test('while the log is away a command is put off; its repeat is done as it was decided', async () => {
  const complaint = await filed();
  log.away();
  expect(await withdraw(complaint, { key: 'k4' })).toMatchObject({
    status: 503,
    retryAfter: '5',
    json: { code: 'log-unavailable' },
  });
  log.back();
  expect(await withdraw(complaint, { key: 'k4' })).toMatchObject({ status: 200, json: { status: 'closed' } });
});

test('an answer that got lost on the way is given when the command is repeated', async () => {
  const complaint = await filed();
  const first = await withdraw(complaint, { key: 'k5' });
  // Killed after the append: what was decided is kept, the answer is not.
  await small.service.deps.pool.query(`update idempotency set answer = null where answer like $1`, [
    `%${first.json.position}%`,
  ]);
  expect((await withdraw(complaint, { key: 'k5' })).raw).toBe(first.raw);
});

test('?after waits for facts, and gives up with a word', async () => {
  const complaint = await filed();
  const { json } = await withdraw(complaint);
  expect(await withdraw(complaint, { after: `?after=${json.position}` })).toMatchObject({ status: 409 });
  const never = positionOf([{ subject: complaint, id: randomUUID() }]);
  expect(await withdraw(complaint, { after: `?after=${never}` })).toMatchObject({
    status: 503,
    retryAfter: '1',
    json: { code: 'not-yet-applied' },
  });
}, 15_000);

test('a case with a parked fact answers that an operator must look at it', async () => {
  const complaint = await filed();
  await log.append([{ topic: COMPLAINTS, key: complaint, value: 'not a fact' }]);
  while ((await withdraw(complaint, { key: randomUUID() })).status !== 503);
  expect(await withdraw(complaint)).toMatchObject({ status: 503, json: { code: 'case-parked' } });
  const stranger = await small.issuer.token({ role: 'coordinator', organisation: 'gov.33.74' });
  expect((await withdraw(complaint, { as: stranger })).raw).toBe(
    (await withdraw(randomUUID(), { as: stranger })).raw,
  );
});

test('neither keys nor bodies stand in the table of commands', async () => {
  await withdraw(await filed(), { key: '+6281299998888', text: 'Budi Santoso mengadu' });
  const { rows } = await small.service.deps.pool.query(
    `select string_agg(i::text, ' ') as all from idempotency i`,
  );
  expect(rows[0].all).not.toMatch(/6281299998888|Budi/);
});
