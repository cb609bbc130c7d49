import { readFileSync } from 'node:fs';
import { kitFrom } from './kit.fixture';
import { labelProfiler } from './label-profile';
import { labelScorer } from './label-scores';
import { findingsOf } from './findings';
import { suggest } from './suggest';

const kit = kitFrom((path) => readFileSync(path, 'utf8'));
const profile = labelProfiler(kit);

describe('a label', () => {
  it.each([
    ['Dinas Perhubungan Kota Semarang', '2.15', '33.74'],
    ['DISKOMINFO KAB. TAPANULI TENGAH', '2.16', '12.01'],
    ['Satpol PP Kota Bandung', '1.05', '32.73'],
    ['Dinas Pertamanan Kota Bandung', '2.11', '32.73'],
    ['gov.33.74/dinas-perhubungan', '2.15', '33.74'],
  ])('%s has its affair and its region', (label, affair, region) => {
    expect(profile(label)).toMatchObject({ organisations: [], regions: [region] });
    expect(profile(label).affairs).toContain(affair);
  });

  it.each([
    ['PT PLN (Persero)', 'nat.pln'],
    ['Kementerian Sosial - BPNT', 'nat.kemensos'],
    ['Kementerian Riset, Teknologi, dan Pendidikan Tinggi', 'nat.kemendiktisaintek'],
    ['Kementerian Desa, Pembangunan Daerah Tertinggal, dan Transmigrasi', 'nat.kemendesa'],
    ['nat.kai', 'nat.kai'],
  ])('%s is a national body', (label, organisation) => {
    expect(profile(label).organisations).toContain(organisation);
  });

  it('finds the city of a branch, and the district of a district office', () => {
    expect(profile('BPJS Kesehatan KC Padang')).toMatchObject({
      organisations: ['nat.bpjs-kesehatan'],
      regions: ['13.71'],
    });
    expect(profile('Kecamatan Tembalang Kota Semarang')).toMatchObject({
      kind: 'kecamatan',
      regions: ['33.74.10'],
    });
    expect(labelProfiler(kit, '35.22')('Kecamatan Dander').regions).toEqual(['35.22.06']);
  });

  it('is of one kind with the same office elsewhere', () => {
    expect(profile('Dinas Sosial Kota Semarang').kind).toBe(profile('Dinas Sosial Kabupaten Kendal').kind);
  });

  it('gets what directory and rules make of a complaint, without an example', () => {
    const names = ['Dinas Lingkungan Hidup Kota Semarang', 'Dinas Sosial Kota Semarang', 'PT PLN (Persero)'];
    const labels = names.map((label) => ({ label, profile: profile(label) }));
    const score = labelScorer(labels, kit);
    const best = (text: string) =>
      score({ decision: suggest({ text }, kit), input: { text, findings: findingsOf({ text }, kit) } })[0]
        ?.label;
    expect(best('sampah menumpuk di Kota Semarang')).toBe(names[0]);
    expect(best('listrik padam, pln tidak datang')).toBe(names[2]);
  });
});
