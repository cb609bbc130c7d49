import { randomUUID } from 'node:crypto';
import { encode } from '@satupintu/events';
import { isOutage } from './fault';
import { decodeBatch } from './loop-decode';
import { message } from './loop.fixture';

const subject = randomUUID();
const decoded = (value: string) =>
  decodeBatch({ topic: 't', partition: 0, records: [{ partition: 0, offset: 0, key: subject, value }] });

describe('a record that this process cannot read', () => {
  it('is an item with a fault where nobody ever will', () => {
    expect(decoded('nonsense')[0]?.read).toMatchObject({ fault: { code: 'not-json' } });
  });

  it('is waited for where the next release can: nothing is parked during a roll-out', () => {
    const newer = encode(message(subject)).replace(/(urn:satupintu:[a-z-]+):\d+/, '$1:99');
    let fault: unknown;
    try {
      decoded(newer);
    } catch (error) {
      fault = error;
    }
    expect(fault).toMatchObject({ code: 'newer-version' });
    expect(isOutage(fault)).toBe(true);
  });
});
