import { ConfigFault, loadConfig } from './load';

const good = {
  DATABASE_URL: 'postgres://satupintu_intake:secret@127.0.0.1:5432/satupintu',
  JWT_ISSUER: 'https://issuer.example',
  JWKS_URL: 'http://127.0.0.1:3000/v1/dev/jwks',
  MASTER_KEY_FILE: '/keys/master.json',
};

test('reads what it needs and fills in the rest', () => {
  const config = loadConfig({ ...good, PORT: '8080', LOG: 'kafka', KAFKA_BROKERS: 'a:9092, b:9092' });
  expect(config).toMatchObject({
    port: 8080,
    kafkaBrokers: ['a:9092', 'b:9092'],
    clock: 'real',
    clockSkewMs: 2000,
    rateLimit: 600,
  });
});

test('lists every fault at once, by the name of its variable', () => {
  const faults = () =>
    loadConfig({
      PORT: 'many',
      DATABASE_URL: 'mysql://x',
      LOG: 'carrier-pigeon',
      CLOCK: 'tomorrow',
      TRUST_PROXY: 'perhaps',
    });
  expect(faults).toThrow(ConfigFault);
  for (const name of [
    'PORT',
    'DATABASE_URL',
    'LOG',
    'CLOCK',
    'TRUST_PROXY',
    'JWT_ISSUER',
    'JWKS_URL',
    'MASTER_KEY_FILE',
  ]) {
    expect(faults).toThrow(new RegExp(`- ${name}: `));
  }
});

test('never quotes a value: it may be a secret', () => {
  expect(() => loadConfig({ ...good, DATABASE_URL: 'mysql://user:hunter2@host', PORT: '-1' })).not.toThrow(
    /hunter2/,
  );
});

test.each([
  [{ LOG: 'kafka' }, 'KAFKA_BROKERS'],
  [{ LOG: 'kafka', KAFKA_BROKERS: 'no-port' }, 'KAFKA_BROKERS'],
  [{ NODE_ENV: 'production', DEVELOPMENT_ISSUER: 'true' }, 'DEVELOPMENT_ISSUER'],
  [{ NODE_ENV: 'production', CLOCK: '2026-03-17T02:00:00.000Z' }, 'CLOCK'],
  [{ MASTER_KEY_FILE: '' }, 'MASTER_KEY_FILE'],
  [{ PORT: '', RATE_LIMIT: '-1' }, 'RATE_LIMIT'],
])('%o: fault of %s', (change, name) => {
  expect(() => loadConfig({ ...good, ...change })).toThrow(`- ${name}: `);
});

test('a virtual clock knows no skew, and with the development issuer nobody is held up', () => {
  const config = loadConfig({ ...good, CLOCK: '2026-03-17T02:00:00.000Z', DEVELOPMENT_ISSUER: 'true' });
  expect(config).toMatchObject({ virtual: true, clockSkewMs: 0, rateLimit: 0 });
  expect(loadConfig({ ...good, DEVELOPMENT_ISSUER: 'true', RATE_LIMIT: '5' }).rateLimit).toBe(5);
});
