import { readFileSync } from 'node:fs';
import { type RoutingPolicy } from '@satupintu/events';
import fc from 'fast-check';
import { calibrated, decisionRules, measured, thresholdFor } from './certainty';

const policy = JSON.parse(readFileSync('data/routing/policy.json', 'utf8')) as RoutingPolicy;
const none = { emergency: false, confidential: false, declined: false };
const ranked = (...probabilities: number[]) =>
  probabilities.map((probability, n) => ({ organisation: `gov.${11 + n}`, probability, reasons: [] }));

describe('how sure a decision is', () => {
  it('is as the policy measured it, on straight lines between its points', () => {
    const points: [number, number][] = [[0, 0], [0.5, 0.8], [1, 0.9]]; // prettier-ignore
    expect([0, 0.25, 0.5, 0.75, 1].map((each) => measured(each, points))).toEqual([0, 0.4, 0.8, 0.85, 0.9].map((each) => expect.closeTo(each, 9))); // prettier-ignore
  });

  it('never falls where the evidence grows, in the policy that ships', () => {
    const { calibration } = decisionRules(policy);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(measured(less, calibration)).toBeLessThanOrEqual(measured(more, calibration) + 1e-9);
      }),
    ); // prettier-ignore
  });

  it('leaves the order of bodies as it is, and all of them together at one at most', () => {
    const share = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 5 }), (shares) => {
        const sum = shares.reduce((total, each) => total + each, 0);
        const sorted = shares.map((each) => (each / sum) * 0.98).sort((a, b) => b - a);
        const found = calibrated(ranked(...sorted), decisionRules(policy)).map(({ probability }) => probability);
        expect(found).toEqual([...found].sort((a, b) => b - a));
        expect(found.reduce((total, each) => total + each, 0)).toBeLessThanOrEqual(1.0001);
      }),
    ); // prettier-ignore
  });
});

describe('from where on it needs no person', () => {
  it('more, where a mistake shows it to the wrong people or one has refused', () => {
    const usual = thresholdFor('complaint', none, policy);
    expect(thresholdFor('complaint', { ...none, confidential: true }, policy)).toBeGreaterThan(usual);
    expect(thresholdFor('complaint', { ...none, declined: true }, policy)).toBeGreaterThan(usual);
  });

  it('less, where waiting is dangerous; never for accusations or in confidence', () => {
    const danger = { ...none, emergency: true };
    expect(thresholdFor('complaint', danger, policy)).toBeLessThan(thresholdFor('complaint', none, policy));
    expect(thresholdFor('oversight_complaint', danger, policy)).toBe(
      thresholdFor('oversight_complaint', none, policy),
    );
    expect(thresholdFor('complaint', { ...danger, confidential: true }, policy)).toBe(
      thresholdFor('complaint', { ...none, confidential: true }, policy),
    );
  });

  it('is never reached in a class that the policy does not name', () => {
    expect(thresholdFor('aspiration', none, { ...policy, thresholds: {} })).toBe(1);
  });
});
