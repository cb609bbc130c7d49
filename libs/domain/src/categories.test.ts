import { readFileSync } from 'node:fs';
import { type CategoryTree, indexCategories } from './categories';

const tree = JSON.parse(readFileSync('data/categories/national.json', 'utf8')) as CategoryTree;
const index = indexCategories(tree);

describe('categories', () => {
  it('hold the 38 main categories of the national service', () => expect(tree.categories).toHaveLength(38));
  it('are found by code and by official name', () => {
    expect(index.resolve('agama')).toBe('agama');
    expect(index.resolve('AGAMA')).toBe('agama');
    expect(index.resolve('agama/haji-dan-umroh')).toBe('agama/haji-dan-umroh');
    expect(index.resolve('Haji dan Umroh')).toBe('agama/haji-dan-umroh');
  });
  it('are not made up', () => expect(index.resolve('alien abduction')).toBeUndefined());
});
