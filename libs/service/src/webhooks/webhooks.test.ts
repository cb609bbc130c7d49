import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { isReachable, webhookUrlFault } from './address-guard';
import { openLine, postWebhook } from './post';
import { newWebhookSecret, webhookHeaders } from './sign';

test('signs like the example of the Standard Webhooks specification', () => {
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' };
  expect(webhookHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', message, 1614265330)).toEqual({
    'webhook-id': message.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test.each([
  ['https://dinas.example.go.id/notices', 'public', undefined],
  ['http://dinas.example.go.id/', 'public', 'must begin with https://'],
  ['http://127.0.0.1:8080/', 'public', 'must begin with https://'],
  ['http://127.0.0.1:8080/', 'loopback', undefined],
  ['http://localhost:8080/', 'loopback', undefined],
  ['http://10.0.0.1/', 'loopback', 'must begin with https://'],
  ['https://localhost/', 'public', 'is an address that is not public'],
  ['https://169.254.169.254/latest', 'public', 'is an address that is not public'],
  ['https://[::ffff:10.1.2.3]/', 'public', 'is an address that is not public'],
  ['https://[fd00::1]/', 'public', 'is an address that is not public'],
  ['https://0x7f.1/', 'public', 'is an address that is not public'],
  ['https://10.1.2.3/', 'all', undefined],
  ['https://a:b@dinas.example.go.id/', 'public', 'must carry no credentials and no fragment'],
  ['file:///etc/passwd', 'all', 'must begin with https://'],
  ['dinas', 'all', 'is not a URL'],
] as const)('a URL %s with reach %s: %s', (url, reach, fault) =>
  expect(webhookUrlFault(url, reach)).toBe(fault),
);

test.each([
  ['8.8.8.8', true],
  ['192.168.4.4', false],
  ['::ffff:192.168.4.4', false],
  ['::1', false],
  ['64:ff9b::a00:1', false],
  ['2606:4700::1111', true],
])('%s is public: %s', (address, isPublic) => expect(isReachable(address, 'public')).toBe(isPublic));

describe('posting', () => {
  let server: Server;
  let url: string;
  let status = 200;
  let long = true;
  const got: { headers: IncomingHttpHeaders; body: string }[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        got.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
        if (status !== 0)
          response
            .writeHead(status, { location: 'http://127.0.0.1:1/' })
            .end('x'.repeat(long ? 100_000 : 100));
      });
    });
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    url = `http://localhost:${(server.address() as AddressInfo).port}/in`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((done) => void server.close(done));
  });

  const target = { url: '', secret: newWebhookSecret() };
  const send = (reach: 'loopback' | 'public', timeoutMs = 10_000) =>
    postWebhook({ ...target, url }, { id: 'n-1', body: '{"a":1}' }, { reach, timeoutMs });

  test('delivers the body with headers that its signature fits', async () => {
    await expect(send('loopback')).resolves.toBe(200);
    const [{ headers, body } = { headers: {}, body: '' }] = got;
    expect(body).toBe('{"a":1}');
    const timestamp = Number(headers['webhook-timestamp']);
    expect(Math.abs(timestamp - Date.now() / 1000)).toBeLessThan(60);
    expect(headers).toMatchObject(webhookHeaders(target.secret, { id: 'n-1', body }, timestamp));
  });

  test('keeps its line to a receiver, and opens another one where that was closed', async () => {
    const line = openLine({ ...target, url });
    const connections = new Set<unknown>();
    const note = (socket: unknown) => connections.add(socket);
    server.on('connection', note);
    const over = () =>
      postWebhook(
        { ...target, url },
        { id: 'n-2', body: '{}' },
        { reach: 'loopback', timeoutMs: 10_000, line },
      );
    long = false;
    for (let n = 0; n < 5; n += 1) await expect(over()).resolves.toBe(200);
    expect(connections.size).toBe(1);
    server.closeAllConnections();
    await expect(over()).resolves.toBe(200);
    long = true;
    await expect(over()).resolves.toBe(200);
    await expect(over()).resolves.toBe(200);
    server.off('connection', note);
    line.destroy();
  });

  test.each([
    [503, 'http-503', false],
    [302, 'http-302', false],
    [410, 'http-410', true],
  ])('%i is not taken: %s, for good: %s', async (answer, code, permanent) => {
    status = answer;
    await expect(send('loopback')).rejects.toMatchObject({ code, permanent });
  });

  test('a name that leads inside is refused when it is called', async () => {
    const before = got.length;
    await expect(send('public')).rejects.toMatchObject({ code: 'address-refused', permanent: false });
    expect(got).toHaveLength(before);
  });

  test('a receiver that never answers is given up', async () => {
    status = 0;
    await expect(send('loopback', 300)).rejects.toMatchObject({ code: 'timeout' });
  });
});
