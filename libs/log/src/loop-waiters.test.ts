import { randomUUID } from 'node:crypto';
import { type Pool } from 'pg';
import { Waiters } from './loop-waiters';

/** Another process has applied the fact, to whatever subject is asked for. */
function elsewhere(factId: string): { pool: Pool; looks: () => number } {
  let looks = 0;
  const query = ({ text, values }: { text: string; values: [string[]] }) => {
    if (!text.includes('case_state')) return Promise.resolve({ rows: [] });
    looks++;
    const [subjects] = values;
    const rows = subjects.map((complaint_id) => ({ complaint_id, state: {}, seen: { [factId]: 'applied' } }));
    return Promise.resolve({ rows });
  };
  return { pool: { query } as unknown as Pool, looks: () => looks };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('the database is looked into also while waits come without a pause, and not for each of them', async () => {
  const { pool, looks } = elsewhere('f');
  const waiters = new Waiters(pool);
  const answers: Promise<unknown>[] = [];
  for (let n = 0; n < 200; n++) {
    answers.push(waiters.wait(randomUUID(), ['f'], 100));
    await jest.advanceTimersByTimeAsync(2);
  }
  await jest.advanceTimersByTimeAsync(200);
  const answered = (await Promise.all(answers)).filter((verdicts) => verdicts !== undefined);
  expect(answered).toHaveLength(200);
  expect(looks()).toBeLessThan(80);
});
