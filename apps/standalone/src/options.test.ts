import { asInstant, readOptions } from './options';

describe('what npm start is told', () => {
  it('has a default for everything', () => {
    expect(readOptions([])).toEqual({
      port: 3000,
      data: '.satupintu',
      empty: false,
      kafka: false,
      clock: undefined,
      processes: 1,
    });
  });

  it('takes a broker of our own, or brokers that are there', () => {
    expect(readOptions(['--kafka', '--empty'])).toMatchObject({ kafka: true, empty: true });
    expect(readOptions(['--kafka=a:1,b:2']).kafka).toBe('a:1,b:2');
  });

  it('reads instants of any zone as UTC with milliseconds', () => {
    expect(readOptions(['--clock', '2026-03-17T10:00:00+07:00']).clock).toBe('2026-03-17T03:00:00.000Z');
    expect(asInstant('yesterday')).toBeUndefined();
    expect(asInstant('2026-13-01T00:00:00Z')).toBeUndefined();
  });
});
