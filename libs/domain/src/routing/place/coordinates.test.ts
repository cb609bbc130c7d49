import { readFileSync } from 'node:fs';
import { gazetteerFrom } from './shipped.fixture';

const gazetteer = gazetteerFrom((path) => readFileSync(path, 'utf8'));
const at = (lat: number, lon: number, ...texts: string[]) => gazetteer.find({ lat, lon, texts });
const regencies = (lat: number, lon: number) => at(lat, lon).map(({ region }) => region.slice(0, 5));

describe('a point', () => {
  it.each([
    ['the National Monument', -6.1754, 106.8272, '31.71'],
    ['Gedung Sate', -6.9025, 107.6188, '32.73'],
    ['the equator monument', 0.0016, 109.3222, '61.71'],
    ['Kupang', -10.17, 123.6, '53.71'],
    ['Sota, near Papua New Guinea', -8.43, 141.0, '93.01'],
    ['Entikong, near Malaysia', 0.97, 110.33, '61.03'],
    ['Miangas, near the Philippines', 5.56, 126.58, '71.04'],
    ['Bawean, far off Java', -5.79, 112.66, '35.25'],
  ])('lies in the regency of %s', (_, lat, lon, regency) => expect(regencies(lat, lon)[0]).toBe(regency));

  it('says how far the nearest centre is, and names the district only where it is likelier than all others', () => {
    const [near] = at(-6.9147, 107.6098);
    expect(near).toMatchObject({ region: '32.73.19', evidence: [{ kind: 'coordinates', kilometres: 0.6 }] });
    const [between] = at(-7.345, 112.73);
    expect(between?.region).toBe('35.78');
  });

  it.each([
    ['Depok and Jakarta Selatan', -6.3555, 106.833, ['32.76', '31.74']],
    ['Jakarta Timur and Bekasi', -6.2475, 106.946, ['32.75', '31.75']],
    ['Yogyakarta and Sleman', -7.762, 110.38, ['34.71', '34.04']],
    ['Surakarta and Sukoharjo', -7.575, 110.78, ['33.72', '33.11']],
  ])('on the border of %s is offered to both', (_, lat, lon, both) => {
    expect(regencies(lat, lon).slice(0, 2)).toEqual(both);
    expect(at(lat, lon)[0]?.probability).toBeLessThan(0.9);
    expect(at(lat, lon).every(({ evidence }) => (evidence[0]?.kilometres ?? 0) > 0)).toBe(true);
  });

  it.each([
    ['the Java Sea', -5.6, 107.6],
    ['the Indian Ocean', -20, 80],
    ['Singapore', 1.3, 103.8],
    ['Johor Bahru', 1.49, 103.74],
    ['Kuala Lumpur', 3.14, 101.69],
    ['Tawau', 4.25, 117.9],
    ['Dili', -8.556, 125.56],
    ['Vanimo', -2.69, 141.3],
    ['nowhere, as phones say that know nothing', 0, 0],
    ['no number', Number.NaN, 107],
  ])('is no place in %s', (_, lat, lon) => expect(at(lat, lon)).toEqual([]));

  it('is understood with latitude and longitude swapped', () => {
    expect(at(106.8272, -6.1754)).toEqual(at(-6.1754, 106.8272));
  });

  it('decides between city and regency of a name', () => {
    expect(at(-6.9147, 107.6098, 'jalan rusak di bandung')[0]?.region.slice(0, 5)).toBe('32.73');
    expect(at(-7.03, 107.52, 'jalan rusak di bandung')[0]?.region.slice(0, 5)).toBe('32.04');
  });

  it('does not silence a regency that the text names: people file from elsewhere', () => {
    const found = at(-6.1754, 106.8272, 'jalan rusak di Kabupaten Sragen').map(({ region }) =>
      region.slice(0, 5),
    );
    expect(found.slice(0, 2).sort()).toEqual(['31.71', '33.14']);
  });
});
