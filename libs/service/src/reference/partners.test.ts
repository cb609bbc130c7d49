import { type Accreditation, Partners } from './partners';

const given = (version: number, from: string, to?: string): Accreditation => ({
  partner: 'gov.32.04',
  version,
  ground: 'requirements_met',
  evidence: ['Uji terima 12 Februari 2026'],
  from: `2026-${from}T00:00:00.000Z`,
  ...(to !== undefined && { to: `2026-${to}T00:00:00.000Z` }),
});
const on = (day: string) => `2026-${day}T12:00:00.000Z`;

describe('the accreditation of a partner', () => {
  it('counts from its beginning until its end', () => {
    const partners = new Partners();
    partners.accredited(given(1, '03-01', '04-01'));
    expect(partners.isAccredited('gov.32.04', on('02-28'))).toBe(false);
    expect(partners.isAccredited('gov.32.04', on('03-01'))).toBe(true);
    expect(partners.isAccredited('gov.32.04', on('04-01'))).toBe(false);
    expect(partners.isAccredited('gov.32.73', on('03-15'))).toBe(false);
  });

  it('stays with the earlier version until a later one begins, and not beyond that one’s end', () => {
    const partners = new Partners();
    partners.accredited(given(1, '03-01'));
    partners.accredited(given(2, '05-01', '06-01'));
    expect(partners.at('gov.32.04', on('04-15'))?.version).toBe(1);
    expect(partners.at('gov.32.04', on('05-15'))?.version).toBe(2);
    expect(partners.at('gov.32.04', on('06-15'))).toBeUndefined();
  });

  it('is ended earlier, never later; what was given stays to be read', () => {
    const partners = new Partners();
    partners.accredited(given(1, '03-01', '05-01'));
    partners.ended({ partner: 'gov.32.04', version: 1, to: on('04-10'), reason: 'moved' });
    partners.ended({ partner: 'gov.32.04', version: 1, to: on('04-20'), reason: 'moved' });
    expect(partners.isAccredited('gov.32.04', on('04-15'))).toBe(false);
    expect(partners.all()).toHaveLength(1);
  });

  it('is the first of two that carry one version', () => {
    const partners = new Partners();
    partners.accredited(given(1, '03-01'));
    partners.accredited({ ...given(1, '03-01'), ground: 'proven_effective' });
    expect(partners.get('gov.32.04')?.ground).toBe('requirements_met');
  });
});
