import { shippedPolicy } from './shipped';
import { directory, examples, type Judged, judge } from './examples.fixture';

const judged = examples.map(judge);
const tuned = judged.filter(({ example }) => !example.heldOut);
const heldOut = judged.filter(({ example }) => example.heldOut);
const traps = judged.filter(({ example }) => example.trap !== undefined);

const isRight = ({ rank }: Judged) => rank === 0;
const inThree = ({ rank }: Judged) => rank >= 0 && rank < 3;
const isTriaged = ({ decision }: Judged) => decision.decision === 'triage';
const hasUnit = (each: Judged) => !isRight(each) || each.unitRight;
const hasClass = ({ example, decision }: Judged) => decision.class === (example.wantedClass ?? 'complaint');
const mainOf = (category: string | undefined) => category?.split('/', 1)[0];
const wantsCategory = ({ example }: Judged) => example.wantedCategory !== undefined;
const hasMain = ({ example, decision }: Judged) =>
  mainOf(decision.category) === mainOf(example.wantedCategory);
const hasCategory = ({ example, decision }: Judged) => decision.category === example.wantedCategory;

const alone = (some: readonly Judged[]) => some.filter((each) => !isTriaged(each));

const share = (some: readonly Judged[], of: (each: Judged) => boolean) =>
  some.length === 0 ? 1 : some.filter(of).length / some.length;
const percent = (value: number) => `${Math.round(value * 1000) / 10} %`;
const summary = (name: string, some: readonly Judged[]) => {
  const categorised = some.filter(wantsCategory);
  const shares = {
    right: share(some, isRight),
    'in three': share(some, inThree),
    unit: share(some, hasUnit),
    triaged: share(some, isTriaged),
    'right alone': share(alone(some), isRight),
    class: share(some, hasClass),
    category: share(categorised, hasCategory),
    'its main': share(categorised, hasMain),
  };
  const told = Object.entries(shares).map(([what, value]) => `${what} ${percent(value)}`);
  return `${name.padEnd(9)} ${String(some.length).padStart(3)}: ${told.join(', ')}`;
};

const line = ({ example, decision }: Judged) => {
  const top = decision.suggestions
    .slice(0, 3)
    .map((each) => `${each.unit ?? each.organisation} ${each.probability.toFixed(2)}`);
  return `${example.text.slice(0, 70)} | wanted ${example.unit ?? example.organisation} | ${decision.class} ${decision.decision} | ${top.join(', ')}`;
};

describe('the table of examples', () => {
  beforeAll(() => {
    const parts = { all: judged, tuned, 'held out': heldOut, traps };
    const lines = Object.entries(parts).map(([name, some]) => summary(name, some));
    const wrong = tuned.filter((each) => !isRight(each)).map(line);
    const misnamed = tuned
      .filter((each) => wantsCategory(each) && !hasCategory(each))
      .map(
        ({ example, decision }) =>
          `${example.text.slice(0, 60)} | wanted ${example.wantedCategory ?? ''} | ${decision.category ?? 'none'}`,
      );
    process.stdout.write(
      `${[...lines, 'wrong among the tuned:', ...wrong, 'category:', ...misnamed].join('\n')}\n`,
    );
  });

  it('is large, has traps and reaches every province', () => {
    expect(judged.length).toBeGreaterThanOrEqual(320);
    expect(traps.length).toBeGreaterThanOrEqual(65);
    const provinces = new Set(examples.map(({ organisation }) => organisation.slice(0, 'gov.00'.length)));
    expect([...provinces].filter((each) => each.startsWith('gov.'))).toHaveLength(38);
  });

  it('names only bodies and units that exist', () => {
    const named = examples.flatMap(({ organisation, unit, or }) => [unit ?? organisation, ...(or ?? [])]);
    expect(named.filter((code) => !directory.exists(code))).toEqual([]);
  });

  it('has the right body first in nearly all, held out or not', () => {
    expect(share(tuned, isRight)).toBeGreaterThanOrEqual(0.97);
    expect(share(heldOut, isRight)).toBeGreaterThanOrEqual(0.95);
    expect(share(traps, isRight)).toBeGreaterThanOrEqual(0.95);
    expect(share(heldOut, inThree)).toBeGreaterThanOrEqual(0.97);
  });

  it('names the right unit in nearly all of them', () => {
    expect(share(judged, hasUnit)).toBeGreaterThanOrEqual(0.97);
  });

  it('tells accusations, questions and wishes from complaints', () => {
    expect(share(tuned, hasClass)).toBeGreaterThanOrEqual(0.98);
    expect(share(heldOut, hasClass)).toBeGreaterThanOrEqual(0.95);
  });

  it('names the sub-category mostly, its main category nearly always', () => {
    expect(share(judged.filter(wantsCategory), hasCategory)).toBeGreaterThanOrEqual(0.8);
    expect(share(heldOut.filter(wantsCategory), hasCategory)).toBeGreaterThanOrEqual(0.75);
    expect(share(judged.filter(wantsCategory), hasMain)).toBeGreaterThanOrEqual(0.9);
  });

  it('leaves few to people, and routes next to nothing alone to a wrong body', () => {
    expect(share(judged, isTriaged)).toBeLessThanOrEqual(0.15);
    expect(share(alone(judged), isRight)).toBeGreaterThanOrEqual(0.99);
  });

  it('leaves to people what must be left to people', () => {
    const forPeople = judged.filter(({ example }) => example.decision === 'triage');
    expect(alone(forPeople).map(line)).toEqual([]);
  });

  it('sends accusations to inspectorates or to triage, and never alone to a wrong one', () => {
    const accusations = judged.filter(({ decision }) => decision.class === 'oversight_complaint');
    expect(accusations.length).toBeGreaterThan(30);
    for (const each of alone(accusations)) {
      const [first] = each.decision.suggestions;
      expect(first?.unit).toBe(directory.inspectorateOf(first?.organisation ?? ''));
    }
    expect(
      alone(accusations)
        .filter((each) => !isRight(each))
        .map(line),
    ).toEqual([]);
  });

  it('is never surer than its threshold where it takes an accusation to a wrong body', () => {
    const threshold = shippedPolicy().thresholds['oversight_complaint'] ?? 0;
    const wrong = judged.filter((each) => each.decision.class === 'oversight_complaint' && !isRight(each));
    const sure = wrong.filter(({ decision }) => (decision.suggestions[0]?.probability ?? 0) >= threshold);
    expect(sure.map(line)).toEqual([]);
  });
});
