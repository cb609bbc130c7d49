import { scored } from './score';

const answered = (label: string, ...guesses: [string, number][]) => ({
  label,
  guesses: guesses.map(([guess, probability]) => ({ label: guess, probability })),
});
const four = [
  answered('a', ['a', 0.95], ['b', 0.05]),
  answered('a', ['a', 0.85], ['b', 0.15]),
  answered('b', ['a', 0.65], ['c', 0.2], ['b', 0.1]),
  answered('c', ['b', 0.45], ['d', 0.3], ['a', 0.15], ['c', 0.1]),
];

describe('scores', () => {
  it('count what is right at first, and within three', () => {
    expect(scored(four)).toMatchObject({ n: 4, classes: 3, top1: 0.5, top3: 0.75 });
  });

  it('weigh all labels alike in F1', () => {
    expect(scored(four).macroF1).toBeCloseTo((2 * 2) / (3 + 2) / 3, 6);
  });

  it('compare what was said with what was right, bin by bin', () => {
    expect(scored(four).ece).toBeCloseTo((0.05 + 0.15 + 0.65 + 0.45) / 4, 6);
  });

  it('give twenty thresholds, each reaching its coverage most closely from above', () => {
    const { thresholds } = scored(four);
    expect(thresholds).toHaveLength(20);
    expect(thresholds[0]).toEqual({ threshold: 0.95, coverage: 0.25, accuracy: 1 });
    expect(thresholds[4]).toEqual({ threshold: 0.95, coverage: 0.25, accuracy: 1 });
    expect(thresholds[5]).toEqual({ threshold: 0.85, coverage: 0.5, accuracy: 1 });
    expect(thresholds[19]).toEqual({ threshold: 0.45, coverage: 1, accuracy: 0.5 });
  });

  it('are zero where nothing was tested', () => {
    expect(scored([])).toMatchObject({ n: 0, classes: 0, top1: 0, top3: 0, macroF1: 0, ece: 0 });
    expect(scored([]).thresholds).toHaveLength(20);
  });
});
