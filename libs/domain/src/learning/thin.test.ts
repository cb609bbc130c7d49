import { noFindings, type TrainingRow } from './rows';
import { thinned } from './thin';

const rows = Array.from('aaaaaaaabbbbcaaaa').map((label, at): TrainingRow => ({
  label,
  features: { text: `${label}${at}`, findings: noFindings },
}));

it('of very many examples the latest of each label are kept, in order, and all of the rare ones', () => {
  expect(thinned(rows, 9).map(({ features }) => features.text)).toEqual([
    'b8',
    'b9',
    'b10',
    'b11',
    'c12',
    'a13',
    'a14',
    'a15',
    'a16',
  ]);
  expect(thinned(rows, 17)).toBe(rows);
});
