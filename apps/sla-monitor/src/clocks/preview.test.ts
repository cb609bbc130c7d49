import { checkAsked } from './preview';

describe('what a preview is asked', () => {
  const asked = { start: '2026-03-17T03:00:00.000Z', limit: 3, unit: 'working_days' } as const;
  const pause = (from: string, to: string) => ({ ...asked, pauses: [{ from, to }] });

  it('is a limit from an instant, with pauses that end after they begin', () => {
    expect(() => checkAsked(asked)).not.toThrow();
    expect(() => checkAsked(pause('2026-03-17T03:00:00Z', '2026-03-18T03:00:00.5Z'))).not.toThrow();
  });

  it.each([
    ['/start', { ...asked, start: '2026-02-30T03:00:00.000Z' }],
    ['/start', { ...asked, start: '2026-03-17T24:30:00.000Z' }],
    ['/limit', { ...asked, limit: 1.5 }],
    ['/rule', { ...asked, rule: 'resolve.complaint' }],
    ['/region', { ...asked, region: '32', organisation: 'gov.32' }],
    ['/pauses/0', pause('2026-02-28T03:00:00.000Z', '2026-02-29T03:00:00.000Z')],
    ['/pauses/0', pause('2026-03-18T03:00:00.000Z', '2026-03-17T03:00:00.000Z')],
  ])('is refused where it makes no sense, with a pointer: %s', (pointer, body) => {
    expect(() => checkAsked(body)).toThrow(
      expect.objectContaining({ status: 400, extras: { errors: [expect.objectContaining({ pointer })] } }),
    );
  });
});
