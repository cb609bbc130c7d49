import { readFileSync } from 'node:fs';
import { type Unit } from '@satupintu/events';
import { arbiterOf } from './arbiter';
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

  it('knows who verifies accusations against national bodies; that alone gives them no units', () => {
    expect(directory.inspectorateOf('nat.kemenkes')).toBe('nat.kemenkes/inspektorat-jenderal');
    expect(directory.inspectorateOf('nat.polri')).toBe('nat.polri/divisi-profesi-dan-pengamanan');
    expect(directory.hasUnits('nat.kemenkes')).toBe(false);
  });

  it('has an unconnected body’s cases held by the nearest connected one above it, which arbitrates as well', () => {
    const cut = ['gov.33', 'gov.33.10', 'nat.pln'];
    const index = indexDirectory({
      ...directory.directory,
      organisations: directory
        .all()
        .map((each) => (cut.includes(each.code) ? { ...each, connection: 'unconnected' as const } : each)),
    });
    expect([...cut, 'gov.33.74', 'nat.pos'].map((code) => index.holderOf(code))).toEqual([
      'nat.panrb', 'nat.panrb', 'nat.panrb', 'gov.33.74', 'nat.pos',
    ]); // prettier-ignore
    expect(arbiterOf(['gov.33.10', 'gov.33.74'], index)).toBe('nat.panrb');
    expect(arbiterOf(['gov.32.04', 'gov.32.73'], index)).toBe('gov.32');
  });

  it('finds by words, region and kind, best first', () => {
    const first = (q: string) => directory.search({ q })[0]?.code;
    expect(first('pln')).toBe('nat.pln');
    expect(first('Kemendikbud')).toBe('nat.kemendikdasmen');
    expect(first('universitas gadjah mada')).toBe('nat.ugm');
    expect(first('CIMB Niaga')).toBe('nat.ojk');
    expect(directory.search({ q: 'pemkot bandung' }).map((each) => each.code)).toEqual(['gov.32.73']);
    expect(directory.search({ region: '34', kind: 'city' }).map((each) => each.code)).toEqual(['gov.34.71']);
  });

  it('finds governments by short forms, those of Jakarta’s cities and of units as well', () => {
    const found = (q: string) => directory.search({ q }).map((each) => each.code);
    expect(found('jaksel')).toEqual(['gov.31']);
    expect(found('pdam cianjur')).toEqual(['gov.32.03']);
    expect(found('cileunyi')).toEqual(['gov.32.04']);
    expect(found('dr soetomo')).toEqual(['gov.35']);
    expect(found('dinkes').length).toBe(546);
    expect(found('tidak ada yang begini')).toEqual([]);
  });

  it.each([
    ['Kementerian Hukum dan Hak Asasi Manusia', ['nat.kemenham', 'nat.kemenimipas', 'nat.kemenkum']],
    ['Kemendikbudristek', ['nat.kemenbud', 'nat.kemendikdasmen', 'nat.kemendiktisaintek']],
    ['Kementerian PUPR', ['nat.kemenpkp', 'nat.kemenpu']],
    ['KLHK', ['nat.kemenhut', 'nat.kemenlh']],
    ['Kementerian BUMN', ['nat.bumn']],
  ])('knows who came after %s', (name, successors) => {
    expect(directory.search({ q: name }).map(({ code }) => code)).toEqual(successors);
  });

  it('has universities under their ministry, waterworks and hospitals under each government', () => {
    expect(directory.parentOf('nat.ugm')).toBe('nat.kemendiktisaintek');
    expect(directory.parentOf('nat.uin-malang')).toBe('nat.kemenag');
    expect(directory.unit('gov.32.04/perusahaan-umum-daerah-air-minum')?.kind).toBe('regional_enterprise');
    expect(directory.unit('gov.32.04/rumah-sakit-umum-daerah')?.kind).toBe('public_hospital');
  });

  it('names regions down to districts', () => {
    expect(directory.regionName('32.73')).toBe('Kota Bandung');
    expect(directory.regionName('32')).toBe('Jawa Barat');
    expect(directory.regionName('32.04.05')).toBe('Cileunyi');
  });
});

describe('a government with units of its own', () => {
  const surabaya = 'gov.35.78';
  const named = (affair: string) =>
    directory.unitsOf(surabaya).flatMap(({ code, affairs }) => (affairs.includes(affair) ? [code] : []));

  it('has merged offices instead of those that the rules would give', () => {
    expect(named('3.31')).toEqual([`${surabaya}/dinas-perindustrian-dan-tenaga-kerja`]);
    expect(named('2.07')).toEqual(named('3.31'));
    expect(directory.exists(`${surabaya}/dinas-tenaga-kerja-dan-transmigrasi`)).toBe(false);
    expect(directory.exists(`${surabaya}/dinas-perdagangan-dan-perindustrian`)).toBe(false);
  });

  it('keeps what the rules give for the rest, its districts as well', () => {
    expect(named('1.02')).toEqual([`${surabaya}/dinas-kesehatan`]);
    expect(directory.exists(`${surabaya}/kecamatan-gubeng`)).toBe(true);
  });

  const overridden = (units: Unit[], member: 'units' | 'ownUnits') =>
    indexDirectory({
      ...directory.directory,
      organisations: directory
        .all()
        .map((each) => (each.code === surabaya ? { ...each, [member]: units } : each)),
    });

  it('names its inspectorate as it likes', () => {
    const own = { code: `${surabaya}/inspektorat-kota`, name: 'Inspektorat Kota', affairs: ['6.01'] };
    expect(overridden([own], 'ownUnits').inspectorateOf(surabaya)).toBe(own.code);
    expect(overridden([own], 'units').unitsOf(surabaya)).toEqual([own]);
    expect(overridden([own], 'units').inspectorateOf(surabaya)).toBe(own.code);
  });
});
