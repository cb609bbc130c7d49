import { phraseWords, standsBehind } from './phrase';
import { forms, tokens, type WordList } from './words';

const words: WordList = { placeTerms: { jl: 'jalan' }, slang: {}, landmark: [], ordinary: [] };
const meets = (phrase: string, text: string) => {
  const [first, ...rest] = phraseWords(phrase, words);
  const said = tokens(text, words).map(forms);
  return said.some((all, at) => all.has(first ?? '') && standsBehind(said, at, rest));
};

describe('a phrase', () => {
  it('meets its words next to each other, affixes aside', () => {
    expect(meets('jalan rusak', 'jl kami rusak')).toBe(false);
    expect(meets('jalan rusak', 'jalannya dirusak')).toBe(true);
  });

  it('meets them apart where it has a gap, but not far apart or the other way round', () => {
    expect(meets('jalan … rusak', 'Jl Ngasem ke Ngambon rusak berat')).toBe(true);
    expect(meets('jalan … rusak', 'jalan rusak')).toBe(true);
    expect(meets('jalan … rusak', 'rusak di jalan')).toBe(false);
    expect(meets('jalan … rusak', 'jalan satu dua tiga empat lima enam tujuh rusak')).toBe(false);
  });

  it('goes on word by word behind a gap', () => {
    expect(meets('air … tidak keluar', 'air di rumah tidak keluar')).toBe(true);
    expect(meets('air … tidak keluar', 'air di rumah tidak mau keluar')).toBe(false);
  });
});
