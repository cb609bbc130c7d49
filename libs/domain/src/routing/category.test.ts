import { readFileSync } from 'node:fs';
import { type CategoryTree, type CategoryWords, indexCategories } from '../categories';
import { withCategories } from './category';
import { kitFrom } from './kit.fixture';
import { fold, scoreTopics } from './topics';

const read = (name: string): unknown => JSON.parse(readFileSync(`data/categories/${name}.json`, 'utf8'));
const tree = read('national') as CategoryTree;
const words = read('words') as CategoryWords;
const kit = withCategories(
  kitFrom((path) => readFileSync(path, 'utf8')),
  tree,
  words,
);

function categoryOf(text: string): string | undefined {
  const folded = fold(text, kit.prepared);
  return kit.categories?.(folded, scoreTopics([{ folded, emphasis: 1 }], kit.prepared));
}

describe('the category of a complaint', () => {
  it('is known by words that tell it from its sisters', () => {
    expect(categoryOf('pkh ibu saya dihapus')).toBe('sosial-dan-kesejahteraan/pkh-program-keluarga-harapan');
    expect(categoryOf('BPNT saldonya nol')).toBe('sosial-dan-kesejahteraan/bantuan-pangan-non-tunan-bpnt');
    expect(categoryOf('akta kematian bapak di capil')).toBe('kependudukan/akta-kematian');
  });

  it('is known by its own name', () => {
    expect(categoryOf('koperasi dan hak cipta lagu saya di DJKI')).toBe('politik-dan-hukum/hak-cipta');
  });

  it('is that of the clearest topic where no word tells more', () => {
    expect(categoryOf('truk odol lewat terus')).toBe('perhubungan/transportasi-darat');
  });

  it('of an epidemic that is over is meant only where it is named', () => {
    expect(categoryOf('ventilator di rumah sakit rusak')).not.toMatch(/^corona/);
    expect(categoryOf('permohonan ventilator pasien covid')).toMatch(/^corona-virus\//);
  });

  it('is not made up', () => expect(categoryOf('halo apa kabar')).toBeUndefined());

  it('is given words only where it exists', () => {
    const index = indexCategories(tree);
    const given = [...Object.keys(words.words), ...Object.keys(words.only)];
    expect(given.filter((code) => index.resolve(code) === undefined)).toEqual([]);
  });
});
