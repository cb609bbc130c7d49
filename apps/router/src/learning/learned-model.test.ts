import { noFindings, train, type TrainingRow } from '@satupintu/domain';
import { learnedModel, modelBytes } from './learned-model';

const row = (text: string, label: string): TrainingRow => ({
  features: { text, findings: noFindings },
  label,
});
const rows = [
  row('listrik padam', 'nat.pln'),
  row('meteran listrik', 'nat.pln'),
  row('tagihan listrik', 'nat.pln'),
  row('paspor lama', 'nat.imigrasi'),
  row('antre paspor', 'nat.imigrasi'),
  { ...row('bukan apa-apa', ''), against: ['nat.bpom'] },
];
const bytesOf = (list: readonly TrainingRow[]) => modelBytes(train(list, { version: 'm1' }), list);

describe('a model as it is kept', () => {
  test('decides after it was read back, and knows how many cases of each label it has seen', () => {
    const model = learnedModel('m1', bytesOf(rows));
    expect(model.predict({ text: 'listrik mati', findings: noFindings })[0]?.label).toBe('nat.pln');
    expect(
      ['nat.pln', 'nat.imigrasi', 'nat.bpom', 'nat.kemlu'].map((label) => model.examplesOf?.(label)),
    ).toEqual([3, 2, 0, 0]);
  });

  test('is the same bytes for the same cases', () => {
    expect(bytesOf([...rows])).toEqual(bytesOf(rows));
  });
});
