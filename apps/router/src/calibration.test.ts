import { type ComplaintClass } from '@satupintu/events';
import { examples, judge, type Judged } from './examples.fixture';
import { shippedPolicy } from './shipped';

const judged = examples.map(judge).filter(({ decision }) => decision.suggestions.length > 0);
const heldOut = judged.filter(({ example }) => example.heldOut);
const certainty = ({ decision }: Judged) => decision.suggestions[0]?.probability ?? 0;
const isRight = ({ rank }: Judged) => rank === 0;
const shareOf = (some: readonly Judged[], what: (each: Judged) => boolean) =>
  some.length === 0 ? 0 : some.filter(what).length / some.length;

/** Ten equal bins of certainty; of each how many, how sure, how often right. */
const bins = (all: readonly Judged[]) =>
  Array.from({ length: 10 }, (_, bin) =>
    all.filter((each) => Math.min(9, Math.floor(certainty(each) * 10)) === bin),
  )
    .filter((some) => some.length > 0)
    .map((some) => ({
      n: some.length,
      sure: some.reduce((sum, each) => sum + certainty(each), 0) / some.length,
      right: shareOf(some, isRight),
    }));
const calibrationError = (all: readonly Judged[]) =>
  bins(all).reduce((sum, { n, sure, right }) => sum + (n / all.length) * Math.abs(sure - right), 0);

describe('how sure the shipped directory and rules are, on examples that were set aside', () => {
  it('is about how often they are right', () => {
    const rows = bins(heldOut).map(
      ({ n, sure, right }) => `${n} at ${sure.toFixed(2)}: ${right.toFixed(2)} right`,
    );
    const error = calibrationError(heldOut);
    process.stdout.write(`calibration error ${error.toFixed(3)} of ${heldOut.length}\n${rows.join('\n')}\n`);
    expect(heldOut.length).toBeGreaterThan(100);
    expect(error).toBeLessThanOrEqual(0.08);
  });

  it('sends hardly anything wrong without a person, and no accusation at all', () => {
    const alone = (some: readonly Judged[]) => some.filter(({ decision }) => decision.decision === 'route');
    expect(shareOf(alone(heldOut), isRight)).toBeGreaterThanOrEqual(0.98);
    const accusations = judged.filter(({ decision }) => decision.class === 'oversight_complaint');
    expect(alone(accusations).length).toBeGreaterThan(10);
    expect(alone(accusations).filter((each) => !isRight(each))).toEqual([]);
  });

  it('is asked most of for accusations', () => {
    const { thresholds } = shippedPolicy();
    const others: ComplaintClass[] = ['complaint', 'aspiration', 'information_request'];
    for (const each of others)
      expect(thresholds['oversight_complaint'] ?? 0).toBeGreaterThan(thresholds[each] ?? 1);
  });
});
