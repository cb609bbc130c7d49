import { inboxOf, kinds, type Life } from './lives';
import { sharesOf } from './shares';

const filed = { complaintId: 'c', trackingId: 't', receiptCode: 'r' };
const lives: Life[] = kinds.flatMap((kind) =>
  [inboxOf, '32.73', '73.71'].map((region) => {
    const complaints = kind.name === 'merged' ? [filed, filed] : [filed];
    return { kind, region, text: 'Jalan rusak', complaints };
  }),
);
const openAt = (cases: number) => {
  const shares = sharesOf(lives, cases);
  return lives.reduce(
    (sum, { kind, region }, n) => sum + (kind.open && region === inboxOf ? (shares[n] ?? 0) : 0),
    0,
  );
};

describe('how many copies each life gets', () => {
  it('comes to as many cases as were asked for, however many complaints a life has', () => {
    for (const cases of [300, 20_000, 1_000_000]) {
      const shares = sharesOf(lives, cases);
      const made = lives.reduce((sum, { complaints }, n) => sum + (shares[n] ?? 0) * complaints.length, 0);
      expect(made).toBe(cases);
    }
  });

  it('puts 2,000 open cases into the inbox that is measured, and fewer where there are few in all', () => {
    expect(openAt(1_000_000)).toBe(2_000);
    expect(openAt(300)).toBeLessThanOrEqual(30);
  });

  it('follows the shares of the kinds', () => {
    const shares = sharesOf(lives, 1_000_000);
    const withdrawn = lives.reduce(
      (sum, { kind }, n) => sum + (kind.name === 'withdrawn' ? (shares[n] ?? 0) : 0),
      0,
    );
    expect(withdrawn).toBeGreaterThan(195_000);
    expect(withdrawn).toBeLessThan(205_000);
  });
});
