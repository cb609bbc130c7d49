import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { indexDirectory } from '../directory';
import { directoryFile } from '../place/shipped.fixture';
import { loadDirectory } from '../shipped';
import { labelOf, ownersOf } from './label';

const root = join(__dirname, '../../../../..');
const shipped = loadDirectory(directoryFile((path) => readFileSync(join(root, path), 'utf8')));
const directory = indexDirectory(shipped);
const at = (...regions: string[]) => regions.map((region) => ({ region, probability: 1 / regions.length }));
const back = (organisation: string, unit: string | undefined, region: string) =>
  ownersOf(labelOf(organisation, unit, directory), at(region), directory);

/** A region code below the district that a district's office is named after. */
function regionOf(organisation: string, unitName: string): string {
  const region = organisation.slice(4);
  for (const [regency, districts] of Object.entries(shipped.districts ?? {})) {
    if (!regency.startsWith(region)) continue;
    const found = Object.entries(districts).find(
      ([, name]) => unitName.slice(unitName.indexOf(' ') + 1) === name,
    );
    if (found) return `${regency}.${found[0]}`;
  }
  return region;
}

describe('what a body is called in the learned model', () => {
  test('every organisation comes back at its own place', () => {
    const lost = directory
      .all()
      .filter(({ code, region = '32.04' }) => back(code, undefined, region)[0]?.organisation !== code);
    expect(lost.map(({ code }) => code)).toEqual([]);
  });

  test('every unit comes back at its own place, as the same unit', () => {
    const lost = directory.all().flatMap(({ code, region }) =>
      directory.unitsOf(code).flatMap((unit) => {
        const place = region === undefined ? unit.code.split('/')[1]! : regionOf(code, unit.name);
        const [found] = back(code, unit.code, place);
        return found?.unit === unit.code && found.organisation === code ? [] : [unit.code];
      }),
    );
    expect(lost).toEqual([]);
  });

  test('says the duty and not the place, for cities as for regencies', () => {
    expect(labelOf('gov.32.04', 'gov.32.04/dinas-kesehatan', directory)).toBe('regency/dinas-kesehatan');
    expect(labelOf('gov.33.74', 'gov.33.74/dinas-kesehatan', directory)).toBe('regency/dinas-kesehatan');
    expect(labelOf('gov.32', 'gov.32/dinas-kehutanan', directory)).toBe('province/dinas-kehutanan');
    expect(labelOf('gov.32.04', undefined, directory)).toBe('regency');
    expect(labelOf('gov.32.04', 'gov.32.04/kecamatan-cileunyi', directory)).toBe('regency/kecamatan');
    expect(labelOf('nat.pln', undefined, directory)).toBe('nat.pln');
    expect(labelOf('ombudsman', 'ombudsman/21', directory)).toBe('ombudsman/perwakilan');
  });

  test('counts Jakarta’s duties with those of regencies, as its regencies have no government', () => {
    expect(labelOf('gov.31', 'gov.31/dinas-kesehatan', directory)).toBe('regency/dinas-kesehatan');
    expect(ownersOf('regency/dinas-kesehatan', at('31.74.01'), directory)).toEqual([
      { organisation: 'gov.31', unit: 'gov.31/dinas-kesehatan', share: 1 },
    ]);
    expect(ownersOf('province/dinas-kehutanan', at('31.74'), directory)).toMatchObject([
      { organisation: 'gov.31', unit: 'gov.31/dinas-kehutanan' },
    ]);
  });

  test('finds the district’s office under the name that it has there', () => {
    const officeAt = (region: string) => ownersOf('regency/kecamatan', at(region), directory)[0]?.unit;
    expect(officeAt('32.04.05.2001')).toBe('gov.32.04/kecamatan-cileunyi');
    expect(officeAt('34.04.01')).toMatch(/^gov\.34\.04\/kapanewon-/);
    expect(officeAt('32.04')).toBeUndefined();
  });

  test('shares itself out over the places, each government once', () => {
    expect(
      ownersOf('regency/dinas-sosial', at('32.04.05', '32.04.06', '32.73.01', '33.74.01'), directory),
    ).toEqual([
      { organisation: 'gov.32.04', unit: 'gov.32.04/dinas-sosial', share: 0.5 },
      { organisation: 'gov.32.73', unit: 'gov.32.73/dinas-sosial', share: 0.25 },
      { organisation: 'gov.33.74', unit: 'gov.33.74/dinas-sosial', share: 0.25 },
    ]);
    expect(ownersOf('regency/dinas-sosial', [], directory)).toEqual([]);
    expect(ownersOf('nat.pln', [], directory)).toEqual([{ organisation: 'nat.pln', share: 1 }]);
  });

  test('says nothing about bodies that the directory does not know any more', () => {
    expect(ownersOf('nat.departemen-penerangan', at('32.04'), directory)).toEqual([]);
  });
});

describe('a government that calls its units otherwise', () => {
  const units = [
    { code: 'gov.32.04/dinas-pendidikan', name: 'Dinas Pendidikan', affairs: ['1.01'] },
    { code: 'gov.32.04/dinas-kebudayaan', name: 'Dinas Kebudayaan', affairs: ['2.22'] },
  ];
  const own = indexDirectory({
    ...shipped,
    version: 'own-units',
    organisations: shipped.organisations.map((each) =>
      each.code === 'gov.32.04' ? { ...each, units } : each,
    ),
  });

  test('shares the usual label for the same duty, both ways', () => {
    const label = labelOf('gov.32.04', 'gov.32.04/dinas-pendidikan', own);
    expect(label).toBe('regency/dinas-pendidikan-dan-kebudayaan');
    expect(ownersOf(label, at('32.04'), own)[0]?.unit).toBe('gov.32.04/dinas-pendidikan');
    expect(ownersOf(label, at('33.74'), own)[0]?.unit).toBe('gov.33.74/dinas-pendidikan-dan-kebudayaan');
  });

  test('keeps its own label for a part that others do not have apart', () => {
    const label = labelOf('gov.32.04', 'gov.32.04/dinas-kebudayaan', own);
    expect(ownersOf(label, at('32.04'), own)[0]?.unit).toBe('gov.32.04/dinas-kebudayaan');
    expect(ownersOf(label, at('33.74'), own)).toEqual([{ organisation: 'gov.33.74', share: 1 }]);
  });
});
