import { readFileSync } from 'node:fs';
import { indexDirectory } from './directory';
import { loadDirectory } from './shipped';

const directory = indexDirectory(loadDirectory((name) => readFileSync(`data/directory/${name}`, 'utf8')));

describe('the shipped directory', () => {
  it('has every province, every regency and city with a government of its own, and the national bodies', () => {
    const kinds = directory.all().map((each) => each.kind);
    expect(kinds.filter((kind) => kind === 'province')).toHaveLength(38);
    expect(kinds.filter((kind) => kind === 'regency' || kind === 'city')).toHaveLength(508);
    expect(directory.organisation('nat.pln')?.name).toBe('PT Perusahaan Listrik Negara (Persero)');
    expect(directory.organisation('gov.32.04')).toMatchObject({
      name: 'Pemerintah Kabupaten Bandung',
      kind: 'regency',
      parent: 'gov.32',
      timeZone: 'Asia/Jakarta',
    });
  });

  it('hangs every organisation under a top, without circles', () => {
    for (const { code } of directory.all()) {
      const top = directory.ancestors(code).at(-1) ?? code;
      expect(['nat.panrb', 'ombudsman']).toContain(top);
    }
  });

  it('gives governments their units by rule, and national bodies none', () => {
    expect(directory.unit('gov.32.04/dinas-kesehatan')).toMatchObject({
      name: 'Dinas Kesehatan',
      affairs: ['1.02'],
    });
    expect(directory.unit('gov.32.04/kecamatan-cileunyi')?.name).toBe('Kecamatan Cileunyi');
    expect(directory.exists('gov.32.04/kecamatan-tembalang')).toBe(false);
    expect(directory.exists('gov.91.71/distrik-abepura')).toBe(true);
    expect(directory.unitsOf('gov.32.04').length).toBeGreaterThan(60);
    expect(directory.hasUnits('nat.pln')).toBe(false);
    expect(directory.hasUnits('gov.32')).toBe(true);
    expect(new Set(directory.unitsOf('gov.31').map((unit) => unit.code)).size).toBe(
      directory.unitsOf('gov.31').length,
    );
  });

  it('knows the government of a place; Jakarta’s cities have the province, no place the national manager', () => {
    expect(directory.placeOwner('32.04.12.2001')).toBe('gov.32.04');
    expect(directory.placeOwner('31.74')).toBe('gov.31');
    expect(directory.placeOwner('32')).toBe('gov.32');
    expect(directory.placeOwner(undefined)).toBe('nat.panrb');
  });

  it('knows the Ombudsman’s office of a place or a body', () => {
    expect(directory.ombudsmanOffice('21.71')).toBe('ombudsman/21');
    expect(directory.ombudsmanOffice('gov.33.74/dinas-sosial')).toBe('ombudsman/33');
    expect(directory.ombudsmanOffice('nat.pln')).toBe('ombudsman');
    expect(directory.timeZoneOf('ombudsman', 'ombudsman/94')).toBe('Asia/Jayapura');
  });

  it('says who is within whom', () => {
    expect(directory.within('gov.32.04/dinas-kesehatan', 'gov.32')).toBe(true);
    expect(directory.within('gov.33.04', 'gov.32')).toBe(false);
    expect(directory.children('gov.34')).toHaveLength(5);
    expect(directory.inspectorateOf('gov.34.71')).toBe('gov.34.71/inspektorat-daerah');
    expect(directory.inspectorateOf('nat.pln')).toBeUndefined();
  });

  it('finds by words, region and kind', () => {
    expect(directory.search({ q: 'pemkot bandung' }).map((each) => each.code)).toEqual(['gov.32.73']);
    expect(directory.search({ q: 'jaksel' })).toEqual([]);
    expect(directory.search({ region: '34', kind: 'city' }).map((each) => each.code)).toEqual(['gov.34.71']);
  });

  it('names regions down to districts', () => {
    expect(directory.regionName('32.73')).toBe('Kota Bandung');
    expect(directory.regionName('32')).toBe('Jawa Barat');
    expect(directory.regionName('32.04.05')).toBe('Cileunyi');
  });
});
