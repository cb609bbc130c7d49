import { readFileSync } from 'node:fs';
import { type Case } from '../life/case';
import { evolve } from '../life/evolve';
import { at, filing } from '../life/facts.fixture';
import { kitFrom } from './kit.fixture';
import { reactRouter } from './react';
import { suggest } from './suggest';

const kit = kitFrom((path) => readFileSync(path, 'utf8'));
const decide = (text: string) => suggest({ text }, kit);
const parties = (text: string) => {
  const { suggestions, contributors } = decide(text);
  return [suggestions[0]?.organisation, ...contributors.map(({ organisation }) => organisation)].sort();
};

describe('several bodies', () => {
  it.each([
    ['Banjir di perbatasan Kabupaten Bandung dan Kota Bandung, air meluap ke rumah warga', ['gov.32.04', 'gov.32.73']],
    ['Pencemaran limbah pabrik di perbatasan Kabupaten Karawang dan Kabupaten Bekasi', ['gov.32.15', 'gov.32.16']],
    ['Jalan nasional depan pasar Cicalengka Kabupaten Bandung rusak parah dan drainase mampet', ['gov.32.04', 'nat.kemenpu']],
    ['Sampah menumpuk di Kota Malang dan listrik PLN padam tiap malam', ['gov.35.73', 'nat.pln']],
    ['Lampu jalan mati di Kota Semarang, selain itu kartu BPJS Kesehatan saya nonaktif', ['gov.33.74', 'nat.bpjs-kesehatan']],
    ['Galian kabel Telkom membuat jalan berlubang di Kota Surabaya', ['gov.35.78', 'nat.telkom']],
    ['Perlintasan kereta api tanpa palang di Kabupaten Kendal, jalan kabupaten berlubang, KAI tolong', ['gov.33.24', 'nat.kai']],
  ])('%s: %j', (text, expected) => {
    expect(parties(text)).toEqual(expect.arrayContaining(expected));
  }); // prettier-ignore

  it.each([
    'Jalan rusak parah berlubang di Kecamatan Cileunyi Kabupaten Bandung',
    'listrik padam terus, PLN tolong',
    'sampah menumpuk di Kota Malang tidak diangkut',
    'kartu BPJS Kesehatan saya nonaktif',
    'jalan provinsi di Kabupaten Garut rusak',
  ])('are not proposed where there is one problem of one body: %s', (text) => {
    expect(decide(text).contributors).toEqual([]);
  });

  it('say what they would be asked for, in both languages, in words of ours', () => {
    const [other] = decide('Sampah menumpuk di Kota Malang dan listrik PLN padam tiap malam').contributors;
    expect(other?.task.text).toMatch(/^Menangani bagian: /);
    expect(other?.task.textEn).toMatch(/^Handles the part: /);
    expect(other?.probability).toBeGreaterThan(0.3);
  });

  it('do not stop a case from going to its lead alone: each of them is right', () => {
    expect(
      decide('Pencemaran limbah pabrik di perbatasan Kabupaten Karawang dan Kabupaten Bekasi').decision,
    ).toBe('route');
  });

  it('reach the case with the decision, for its lead to invite', () => {
    const said = filing(at(0), {});
    const after = evolve(undefined, said).state as Case;
    const words = { text: 'Sampah menumpuk di Kabupaten Bandung dan listrik PLN padam tiap malam' };
    const [decided] = reactRouter(
      { fact: said, before: undefined, after },
      { kit, at: at(1), filing: words },
    );
    if (!decided) throw new Error('nothing decided');
    const { proposedContributors } = evolve(after, decided).state as Case;
    const lead = (decided.data as { organisation: string }).organisation;
    expect(proposedContributors?.map(({ organisation }) => organisation)).toContain(
      lead === 'nat.pln' ? 'gov.32.04' : 'nat.pln',
    );
  });
});
