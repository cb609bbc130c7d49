import { searchable, searchQuery } from './search-words';

test('words are found however they were written', () => {
  expect(searchable('Jalan RUSAK di Cafés', undefined, 'jalan!')).toBe('cafes di jalan rusak');
  expect(searchQuery('jalan  rus')).toBe(`'jalan' & 'rus':*`);
});

test('no text can break out of a query', () => {
  expect(searchQuery(`it's | !(x) \\ ':*`)).toBe(`'it' & 's' & 'x':*`);
  expect(searchQuery('!!')).toBe('');
});
