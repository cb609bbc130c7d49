import fc from 'fast-check';
import { complaintIdOf, isReceiptCode, readTrackingId, receiptCodeOf, trackingIdOf } from './ids';
import { checkCharacter } from './readable';

const secret = Buffer.alloc(32, 7);
const other = Buffer.alloc(32, 8);
const id = complaintIdOf(secret, 'web', '', 'key-1');

describe('the id of a complaint', () => {
  it('is the same for the same channel, caller and key, and only then', () => {
    expect(complaintIdOf(secret, 'web', '', 'key-1')).toBe(id);
    expect(complaintIdOf(secret, 'sms', '', 'key-1')).not.toBe(id);
    expect(complaintIdOf(secret, 'web', 'gov.31', 'key-1')).not.toBe(id);
    expect(complaintIdOf(other, 'web', '', 'key-1')).not.toBe(id);
  });

  it('cannot be forged by moving a character from one part to the next', () => {
    expect(complaintIdOf(secret, 'sms', 'ab', 'c')).not.toBe(complaintIdOf(secret, 'sms', 'a', 'bc'));
  });

  it('is new each time without a key', () => {
    expect(complaintIdOf(secret, 'web', '', undefined)).not.toBe(complaintIdOf(secret, 'web', '', undefined));
  });

  it('is a UUID', () => {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('the tracking id', () => {
  const tracking = trackingIdOf(secret, id);

  it('can be written down and read back with the usual slips', () => {
    expect(tracking).toMatch(/^SP-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const slipped = tracking
      .toLowerCase()
      .slice(3)
      .replace(/0/g, 'o')
      .replace(/1/g, 'l')
      .replaceAll('-', ' ');
    expect(readTrackingId(slipped)).toBe(tracking);
    expect(readTrackingId(` ${tracking} `)).toBe(tracking);
  });

  it('gives another one when the first is taken', () => {
    expect(trackingIdOf(secret, id, 1)).not.toBe(tracking);
  });

  it('finds one wrong character', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    const text = tracking.slice(3).replaceAll('-', '');
    fc.assert(
      fc.property(fc.nat(11), fc.nat(31), (at, by) => {
        const wrong = alphabet.charAt(by);
        if (wrong === text[at]) return;
        expect(readTrackingId(`SP${text.slice(0, at)}${wrong}${text.slice(at + 1)}`)).toBeUndefined();
      }),
    );
  });

  it('is nothing where the text cannot be one', () => {
    for (const text of ['', 'SP-', '../../etc', 'x'.repeat(1000), `SP-${'U'.repeat(12)}`]) {
      expect(readTrackingId(text)).toBeUndefined();
    }
  });

  it('has a check character that depends on every place', () => {
    expect(checkCharacter('00000000000')).toBe('0');
    expect(checkCharacter('00000000001')).not.toBe(checkCharacter('00000000010'));
  });
});

describe('the receipt code', () => {
  const code = receiptCodeOf(secret, id);

  it('opens its complaint, however it was typed', () => {
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(isReceiptCode(secret, id, code)).toBe(true);
    expect(isReceiptCode(secret, id, code.toLowerCase().replaceAll('-', ''))).toBe(true);
  });

  it('opens no other complaint', () => {
    const neighbour = complaintIdOf(secret, 'web', '', 'key-2');
    expect(isReceiptCode(secret, neighbour, code)).toBe(false);
    expect(isReceiptCode(secret, id, '')).toBe(false);
    expect(isReceiptCode(other, id, code)).toBe(false);
  });
});
