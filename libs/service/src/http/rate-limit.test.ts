import { RateLimit } from './rate-limit';

function limit(perMinute: number) {
  let now = 0;
  return { limit: new RateLimit(perMinute, () => now), pass: (ms: number) => (now += ms) };
}

test('so many calls at once, then as many as flow back in', () => {
  const { limit: rate, pass } = limit(60);
  for (let call = 0; call < 60; call++) rate.take('a');
  expect(() => rate.take('a')).toThrow(
    expect.objectContaining({ status: 429, code: 'too-many-requests', retryAfter: 1 }),
  );
  pass(1000);
  rate.take('a');
  expect(() => rate.take('a')).toThrow();
});

test('refused calls cost nothing, and one caller does not use up another’s', () => {
  const { limit: rate, pass } = limit(1);
  rate.take('a');
  for (let call = 0; call < 10; call++) expect(() => rate.take('a')).toThrow();
  rate.take('b');
  pass(60_000);
  rate.take('a');
});

test('0 is no limit', () => {
  const { limit: rate } = limit(0);
  for (let call = 0; call < 1000; call++) rate.take('a');
});
