import { compareTwins, type Twinned } from './compare';
import { likenessOf } from './likeness';
import { marksOf, soughtMarks } from './marks';
import { pairs, type Side } from './pairs.fixture';
import { metresBetween } from './signs-of-place';
import { likely } from './likely';

const first = Date.UTC(2026, 0, 5);
const twinned = ({ text, day = 0, ...rest }: Side): Twinned => ({
  ...rest,
  filedAt: new Date(first + day * 86_400_000).toISOString(),
  likeness: likenessOf({ text }),
});
const compared = pairs.map((pair) => {
  const [one, other] = [twinned(pair.one), twinned(pair.other)];
  const kept = marksOf(one.likeness, one);
  const found = soughtMarks(other.likeness, other).some(({ mark }) => kept.includes(mark));
  return { ...pair, found, ...compareTwins(one, other) };
});
const line = ({ why, probability, found }: (typeof compared)[number]) =>
  `${why}: ${probability}${found ? '' : ', not looked at'}`;
const share = (some: readonly unknown[], all: readonly unknown[]) =>
  Math.round((100 * some.length) / all.length);

describe('the table of pairs', () => {
  const twins = compared.filter(({ twins }) => twins);
  const strangers = compared.filter(({ twins }) => !twins);
  const missed = twins.filter(({ probability, found }) => probability < likely || !found);
  const wrong = strangers.filter(({ probability }) => probability >= likely);

  it('has twins and strangers enough to tell', () => {
    expect(twins.length).toBeGreaterThanOrEqual(20);
    expect(strangers.length).toBeGreaterThanOrEqual(20);
  });

  it('finds nearly all twins, and takes nearly no strangers for twins', () => {
    const report = `twins found: ${100 - share(missed, twins)} % of ${twins.length}, strangers taken for twins: ${share(wrong, strangers)} % of ${strangers.length}`;
    process.stdout.write(`${[report, ...[...missed, ...wrong].map(line)].join('\n')}\n`);
    expect(share(missed, twins)).toBeLessThanOrEqual(5);
    expect(share(wrong, strangers)).toBeLessThanOrEqual(5);
  });

  it('looks at the twins among all that is kept', () => {
    expect(twins.filter(({ found }) => !found).map(line)).toEqual([]);
  });

  it('says why, and quotes nobody', () => {
    for (const { evidence, one } of twins) {
      expect(evidence.length).toBeGreaterThan(1);
      const names = one.text.toLowerCase().match(/[a-z]{8,}/g) ?? [];
      const said = evidence.map(({ text, textEn }) => `${text} ${textEn ?? ''}`.toLowerCase()).join(' ');
      expect(
        names.filter((name) => said.includes(name) && !/kategori|kelurahan|kecamatan/.test(name)),
      ).toEqual([]);
    }
  });

  it('is the same from both sides', () => {
    for (const { one, other, probability } of compared)
      expect(compareTwins(twinned(other), twinned(one)).probability).toBeCloseTo(probability, 3);
  });
});

describe('what is kept of a complaint', () => {
  const told = { text: 'Lampu jalan di Jalan Kenanga depan rumah Ibu Suryaningrum mati.' };

  it('holds no word of it', () => {
    const kept = JSON.stringify([
      likenessOf(told),
      marksOf(likenessOf(told), { filedAt: '2026-01-05T00:00:00.000Z' }),
    ]);
    for (const word of ['lampu', 'kenanga', 'suryaningrum']) expect(kept.toLowerCase()).not.toContain(word);
  });

  it('is the same each time, and bounded', () => {
    expect(likenessOf(told)).toEqual(likenessOf({ ...told }));
    const long = likenessOf({ text: Array.from({ length: 4000 }, (_, n) => `kata${n} nama${n}x`).join(' ') });
    expect(JSON.stringify(long).length).toBeLessThan(500);
  });

  it('is nothing where nothing was said', () => {
    expect(likenessOf({ text: 'Mohon bantuannya, terima kasih.' })).toMatchObject({ rare: '', whole: '' });
  });
});

test('a degree of longitude is shorter than one of latitude', () => {
  const at = (lat: number, lon: number) => ({ filedAt: '', lat, lon });
  expect(metresBetween(at(-6, 107), at(-7, 107))).toBeCloseTo(111_200, -2);
  expect(metresBetween(at(-60, 107), at(-60, 108))).toBeCloseTo(55_600, -2);
  expect(metresBetween(at(-6, 107), { filedAt: '' })).toBeUndefined();
});
