import { resolve } from 'node:path';
import { whatIfArgs, whatIfTexts } from './what-if';

const report = {
  cases: 10,
  erased: 1,
  unchanged: 7,
  moved: 2,
  movedLaterDeclined: 1,
  toTriage: 1,
  fromTriage: 0,
  known: { cases: 4, rightBefore: 2, rightAfter: 3 },
  flows: [{ from: 'gov.32', to: 'nat.pln', cases: 2, laterDeclined: 1 }],
};

describe('asking what would be', () => {
  test('names files from the root, and versions as they are', () => {
    expect(whatIfArgs({ policy: 'package.json', model: 'model-2026-03-02-aa', list: true })).toEqual([
      'what-if',
      '--policy',
      resolve('package.json'),
      '--model',
      'model-2026-03-02-aa',
      '--list',
    ]);
  });

  test('says it to people, and whole on the last line', () => {
    const texts = whatIfTexts(report, false);
    expect(texts.join('\n')).toContain('2 would move to another body, of which 1 were declined later anyway');
    expect(texts.join('\n')).toContain('gov.32 → nat.pln');
    expect(JSON.parse(texts.at(-1)!)).toEqual(report);
    expect(whatIfTexts(report, true)).toEqual([JSON.stringify(report)]);
  });
});
