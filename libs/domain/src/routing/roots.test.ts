import { readFileSync } from 'node:fs';
import { findingsOf } from './findings';
import { kitFrom } from './kit.fixture';
import { areRoots, inRoots } from './roots';

it('knows texts that were reduced to roots', () => {
  expect(
    areRoots(['baik jalan lubang pasar baru rusak parah', 'layan puskesmas lambat antre obat habis']),
  ).toBe(true);
  expect(areRoots(['perbaikan jalan berlubang di depan sekolahan', 'pelayanannya lambat'])).toBe(false);
  expect(areRoots([])).toBe(false);
});

it('finds in them what the words they came from speak of', () => {
  const kit = kitFrom((path) => readFileSync(path, 'utf8'));
  const best = (text: string, from = kit) => findingsOf({ text }, from).topics[0]?.affair;
  expect(best('tambal jalan lubang', inRoots(kit))).toBe(best('penambalan jalan berlubang'));
});
