import { type Data, fact, type Fact } from '@satupintu/events';

const government = (
  code: string,
  kind: 'province' | 'regency' | 'city',
  name: string,
  parent: string,
  units: string[] = [],
) => ({
  code,
  name,
  kind,
  aliases: [],
  region: code.slice(4),
  parent,
  timeZone: 'Asia/Jakarta' as const,
  connection: 'connected' as const,
  units: units.map((unit) => ({ code: `${code}/${unit}`, name: unit, affairs: [] })),
});
const national = (code: string, kind: 'ministry' | 'oversight', units: string[] = []) => ({
  code,
  name: code,
  kind,
  aliases: [],
  ...(code === 'nat.panrb' ? {} : { parent: 'nat.panrb' }),
  timeZone: 'Asia/Jakarta' as const,
  connection: 'connected' as const,
  units: units.map((unit) => ({ code: `${code}/${unit}`, name: unit, affairs: [] })),
});

const directory: Data<'DirectoryPublished'> = {
  version: 'test-1',
  effectiveFrom: '2020-01-01',
  source: 'made for tests',
  affairs: [],
  unitRules: [],
  organisations: [
    national('nat.panrb', 'ministry'),
    national('ombudsman', 'oversight', ['32', '33']),
    government('gov.32', 'province', 'Pemerintah Provinsi Jawa Barat', 'nat.panrb'),
    government('gov.33', 'province', 'Pemerintah Provinsi Jawa Tengah', 'nat.panrb'),
    government('gov.32.04', 'regency', 'Pemerintah Kabupaten Bandung', 'gov.32', [
      'dinas-kesehatan',
      'dinas-pendidikan',
    ]),
    government('gov.33.74', 'city', 'Pemerintah Kota Semarang', 'gov.33'),
  ],
};

/** A small directory: two provinces, a regency with units, a city, the Ombudsman. */
export const directoryPublished: Fact = fact(
  'DirectoryPublished',
  'test-1',
  { subject: 'directory', at: '2026-01-01T00:00:00.000Z', by: { role: 'rule' } },
  directory,
);
