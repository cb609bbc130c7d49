import { readFileSync } from 'node:fs';
import { type PlaceInput } from './gazetteer';
import { gazetteerFrom } from './shipped.fixture';

const gazetteer = gazetteerFrom((path) => readFileSync(path, 'utf8'));
const find = (text: string, more: Omit<PlaceInput, 'texts'> = {}) =>
  gazetteer.find({ ...more, texts: [text] });
const best = (text: string, more: Omit<PlaceInput, 'texts'> = {}) => find(text, more)[0];

describe('the gazetteer', () => {
  it.each([
    ['jalan rusak di kab bdg', '32.04'],
    ['macet parah jaksel', '31.74'],
    ['lampu mati di kota bdg', '32.73'],
    ['di sby banjir', '35.78'],
    ['sampah di tangsel', '36.74'],
    ['kobar butuh perhatian', '62.01'],
    ['Pemkot Surabaya tolong', '35.78'],
    ['pak bupati Malang', '35.07'],
    ['warga kota malang', '35.73'],
    ['Kulonprogo', '34.01'],
    ['di Deliserdang', '12.07'],
    ['kab. kotawaringin timur', '62.02'],
    ['Bojonegroo macet', '35.22'],
    ['di Banyuwngi sampah', '35.10'],
  ])('%s → %s', (text, region) => expect(best(text)?.region).toBe(region));

  it.each([
    ['kecamatan cileunyi bandung', '32.04.05'],
    ['desa Argosari, Sedayu, Bantul', '34.02.17'],
    ['kel. Tandang kec. Tembalang semarang', '33.74.10'],
    ['Ds. Sukajaya kec. Sumedang Selatan', '32.11.17'],
  ])('goes down to the district: %s → %s', (text, district) =>
    expect(best(text)?.region.slice(0, 8)).toBe(district),
  );

  it('offers city and regency where only the name is said', () => {
    const [first, second] = find('jalan rusak di bandung');
    expect([first?.region, second?.region]).toEqual(['32.73', '32.04']);
    expect(first?.probability).toBeLessThan(0.75);
  });

  it('offers both Pekalongans, and takes the one that a district decides', () => {
    expect(find('pekalongan').map((each) => each.region)).toEqual(['33.75', '33.26']);
    expect(best('Kajen, Pekalongan')?.region.slice(0, 5)).toBe('33.26');
  });

  it('takes a province alone for a province', () => {
    expect(best('provinsi jawa timur')).toMatchObject({ region: '35' });
    expect(best('DIY')?.region).toBe('34');
  });

  it('does not take a street’s name for the place', () => {
    expect(best('jl. Surabaya no 5 Malang kota')?.region.slice(0, 2)).toBe('35');
    expect(best('jl. Surabaya kota malang')?.region).toBe('35.73');
  });

  it('does not take ordinary words for places', () => {
    for (const text of [
      'banjir bandang di rumah kami',
      'parkir sembarangan di simpang jalan',
      'sekarang air mati',
    ]) {
      expect(find(text).filter((each) => each.probability > 0.4)).toEqual([]);
    }
  });

  it('trusts the given region, and finds the nearest regency of a point', () => {
    expect(best('kampung kami', { regionCode: '32.04.05.2001' })).toMatchObject({ region: '32.04.05.2001' });
    expect(best('di sini', { lat: -6.9147, lon: 107.6098 })?.region.slice(0, 5)).toBe('32.73');
    expect(find('di laut', { lat: -20, lon: 80 })).toEqual([]);
  });

  it('offers both sides of a border', () => {
    const regencies = find('di sini', { lat: -6.24, lon: 106.99 }).map((each) => each.region.slice(0, 5));
    expect(regencies.length).toBeGreaterThan(0);
  });

  it('knows which codes there are', () => {
    expect(gazetteer.exists('32')).toBe(true);
    expect(gazetteer.exists('32.04.05.2001')).toBe(true);
    expect(gazetteer.exists('32.04.99')).toBe(false);
    expect(gazetteer.exists('99')).toBe(false);
    expect(gazetteer.nameOf('31.74')).toBe('Kota Administrasi Jakarta Selatan');
  });
});
