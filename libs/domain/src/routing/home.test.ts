import { noFindings } from '../learning/rows';
import { homeOf } from './home';

const at = (...regions: string[]) =>
  regions.map((region) => ({ ...noFindings, places: [{ region, name: '', probability: 0.8 }] }));

describe('the home of a set of complaints', () => {
  it('is the regency that most of them name', () => {
    expect(homeOf([...at('35.22.06', '35.22.15.2001', '35.22', '33.74'), noFindings])).toBe('35.22');
  });

  it('is the province where its cities share them', () => {
    expect(homeOf(at('31.71.03', '31.72', '31.73', '31.74.04', '31.75'))).toBe('31');
  });

  it('is nowhere where they come from all over the country', () => {
    expect(homeOf(at('35.22', '33.74', '12.71', '73.71'))).toBeUndefined();
    expect(homeOf([])).toBeUndefined();
  });
});
