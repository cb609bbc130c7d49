import { once } from 'node:events';
import { connect } from 'node:net';
import { testPostgres } from '@satupintu/embedded';
import { startSmall } from '../testing/small-service.fixture';

const postgres = testPostgres();

describe('the end of a service', () => {
  test('does not wait for somebody who connected and asked nothing', async () => {
    const small = await startSmall(await postgres.database());
    const { hostname, port } = new URL(small.service.address);
    const silent = connect(Number(port), hostname);
    await once(silent, 'connect');
    const begun = Date.now();
    await small.close();
    expect(Date.now() - begun).toBeLessThan(20_000);
    silent.destroy();
  });
});
