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

  it('narrows the given region by what the text names in it', () => {
    const [first] = find('saluran di Gisikdrono ditutup', { regionCode: '33.74' });
    expect(first?.region).toBe('33.74.13.1007');
    expect(first?.evidence.map(({ kind }) => kind)).toEqual(['given', 'village']);
  });

  it('takes a bare word for a place where a place was asked for', () => {
    expect(find('saluran di Gisikdrono ditutup')).toEqual([]);
    expect(best('saluran ditutup', { description: 'Gisikdrono' })?.region).toBe('33.74.13.1007');
    expect(
      best('jalan rusak', { description: 'desa sukamaju', regionCode: '32.03' })?.region.slice(0, 5),
    ).toBe('32.03');
  });

  it('confirms a village by the title or the description', () => {
    const texts = ['Kecamatan Deket', 'desa Sidomulyo kebanjiran'];
    expect(gazetteer.find({ texts })[0]?.region.slice(0, 8)).toBe('35.24.25');
    expect(best('desa Sidomulyo kebanjiran', { description: 'kec. Deket' })?.region.slice(0, 8)).toBe(
      '35.24.25',
    );
    expect(best('desa Sidomulyo kebanjiran')?.region.slice(0, 8)).not.toBe('35.24.25');
  });

  it('prefers namesakes at home, and names no place where the words name none', () => {
    const home = '32.04';
    expect(best('desa sukamaju gelap', { home })?.region.slice(0, 5)).toBe('32.04');
    expect(find('desa sukamaju gelap')[0]?.region.length ?? 0).toBeLessThan(5);
    expect(find('air mati tiga hari', { home })).toEqual([]);
    expect(best('jalan di Surabaya rusak', { home })?.region).toBe('35.78');
  });

  it('shows official names, never the words of the reporter', () => {
    const said = [
      ...find('macet di jaksel'),
      ...find('di Banyuwngi sampah'),
      ...find('kec. Cileunyii kabupaten bdg'),
      ...find('pulau tidung'),
    ].flatMap(({ evidence }) => evidence.map(({ name }) => name));
    expect(new Set(said)).toEqual(
      new Set([
        'Kota Administrasi Jakarta Selatan',
        'Kabupaten Banyuwangi',
        'Kabupaten Bandung',
        'Cileunyi',
        'Pulau Tidung',
      ]),
    );
  });

  it('offers no more than the whole of probability', () => {
    for (const text of [
      'bandung',
      'sukamaju cipanas',
      'kecamatan Sukorejo',
      'papua',
      'jogja tempel sleman',
    ]) {
      const sum = find(text).reduce((total, { probability }) => total + probability, 0);
      expect(sum).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  it('is not put out of its reckoning by a text that names every district of a regency', () => {
    const all = Array.from({ length: 40 }, (_, at) =>
      gazetteer.nameOf(`32.01.${String(at + 1).padStart(2, '0')}`),
    );
    const [first] = find([...all, ...all].join(', '));
    expect(first?.region.slice(0, 5)).toBe('32.01');
    expect(first?.probability).toBeGreaterThan(0.9);
  });

  it('names the province where only that is sure, after the splits of Papua as well', () => {
    expect(best('lombok butuh dokter')?.region).toBe('52');
    expect(best('papua selatan')?.region).toBe('93');
    expect(find('irian jaya').map(({ region }) => region)).toContain('91');
  });

  it('lists the districts and villages that are named, for models', () => {
    const named = (text: string, more: Omit<PlaceInput, 'texts'> = {}) =>
      gazetteer.named({ ...more, texts: [text] }).map(({ region }) => region);
    expect(named('jalan Palir ngaliyan rusak', { home: '33.74' })).toContain('33.74.15');
    expect(named('saluran di Gisikdrono', { home: '33.74' })[0]).toBe('33.74.13.1007');
    expect(named('BPJS Kesehatan menolak')).toEqual([]);
  });

  it('gives places their full names', () => {
    expect(gazetteer.nameOf('32.04.05')).toBe('Kecamatan Cileunyi, Kabupaten Bandung');
    expect(gazetteer.nameOf('34.02.17')).toBe('Kapanewon Sedayu, Kabupaten Bantul');
    expect(gazetteer.nameOf('33.74.13.1007')).toBe(
      'Kelurahan Gisikdrono, Kecamatan Semarang Barat, Kota Semarang',
    );
    expect(gazetteer.nameOf('99.99')).toBeUndefined();
  });

  it('knows which codes there are', () => {
    expect(gazetteer.exists('32')).toBe(true);
    expect(gazetteer.exists('32.04.05.2001')).toBe(true);
    expect(gazetteer.exists('32.04.99')).toBe(false);
    expect(gazetteer.exists('99')).toBe(false);
    expect(gazetteer.nameOf('31.74')).toBe('Kota Administrasi Jakarta Selatan');
  });
});
