import { decodeModel, encodeModel } from './encode';
import { predict } from './predict';
import { type Findings, noFindings, type TrainingRow } from './rows';
import { train } from './train';

const row = (label: string, text: string, more: Partial<TrainingRow> = {}): TrainingRow => ({
  label,
  features: { text, findings: noFindings },
  ...more,
});
const texts = {
  pu: [
    'jalan berlubang di depan pasar',
    'jalan desa rusak parah',
    'aspal mengelupas, jalan rusak',
    'jembatan dan jalan ambles',
  ],
  lh: [
    'sampah menumpuk di tps',
    'truk sampah tidak datang',
    'bau sampah dari tps liar',
    'sampah di selokan tidak diangkut',
  ],
  dukcapil: [
    'antre ktp lama sekali',
    'blangko ktp habis',
    'kartu keluarga belum jadi',
    'akta lahir dan ktp belum jadi',
  ],
};
const rows = Object.entries(texts).flatMap(([label, list]) => list.map((text) => row(label, text)));
const modelOf = (trained: readonly TrainingRow[]) => train(trained, { version: 'v' });
const guesses = (trained: readonly TrainingRow[], text: string) =>
  predict(modelOf(trained), { text, findings: noFindings });
const shareOf = (trained: readonly TrainingRow[], text: string, label: string) =>
  guesses(trained, text).find((guess) => guess.label === label)?.probability ?? 0;

describe('a trained model', () => {
  it('finds who handled complaints like this one, also through affixes and misspelling', () => {
    expect(guesses(rows, 'jalannya rusak dan berlubang')[0]?.label).toBe('pu');
    expect(guesses(rows, 'ktp saya belum jadi')[0]?.label).toBe('dukcapil');
    expect(guesses(rows, 'persampahan numpuk di tpss')[0]?.label).toBe('lh');
  });

  it('is the same bytes for the same rows, and reads them back', () => {
    const bytes = encodeModel(modelOf(rows));
    expect(encodeModel(modelOf(structuredClone(rows)))).toEqual(bytes);
    expect(encodeModel(decodeModel(bytes))).toEqual(bytes);
    const input = { text: 'sampah di jalan', findings: noFindings };
    expect(predict(decodeModel(bytes), input)).toEqual(predict(modelOf(rows), input));
  });

  it('reads its bytes wherever they lie, and refuses others', () => {
    const bytes = encodeModel(modelOf(rows));
    const within = new Uint8Array(bytes.length + 3);
    within.set(bytes, 3);
    expect(encodeModel(decodeModel(within.subarray(3)))).toEqual(bytes);
    const other = new TextEncoder().encode('....{"form":"another","lengths":[]}');
    new DataView(other.buffer).setUint32(0, other.length - 4, true);
    expect(() => decodeModel(other)).toThrow('another');
  });

  it('gives every label a probability; together they are one', () => {
    const found = guesses(rows, 'apa saja');
    expect(found.map(({ label }) => label).sort()).toEqual(['dukcapil', 'lh', 'pu']);
    expect(found.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
  });

  it('is less sure of a text that says nothing', () => {
    const sure = guesses(rows, 'jalan rusak berlubang, aspal ambles')[0]?.probability ?? 0;
    expect(guesses(rows, 'mohon bantuannya')[0]?.probability ?? 1).toBeLessThan(sure);
  });

  it('takes refusals into account', () => {
    const doubtful = 'pohon tumbang di taman';
    const learned = [...rows, row('lh', 'taman kota gelap'), row('pu', 'taman kota dan pohon')];
    const refused = [...learned, row('lh', 'pohon tumbang di taman', { against: ['pu'] })];
    expect(shareOf(refused, doubtful, 'pu')).toBeLessThan(shareOf(learned, doubtful, 'pu'));
    const onlyRefusals = [...learned, row('', 'pohon tumbang di taman', { against: ['pu'] })];
    expect(shareOf(onlyRefusals, doubtful, 'pu')).toBeLessThan(shareOf(learned, doubtful, 'pu'));
  });
});

describe('few examples', () => {
  it('teach nothing where there are none, and one thing where there is one label', () => {
    expect(guesses([], 'jalan')).toEqual([]);
    expect(guesses([row('pu', 'jalan rusak')], '')).toEqual([{ label: 'pu', probability: 1 }]);
    expect(guesses([row('', 'jalan rusak')], 'jalan')).toEqual([]);
  });

  it('do not break it: one of each, empty texts, the same text under two labels, very long ones', () => {
    const long = 'jalan rusak '.repeat(5000);
    const odd = [row('a', 'jalan'), row('b', ''), row('c', 'jalan'), row('d', long), row('e', '😡\0')];
    for (const text of ['', 'jalan', long, '😡']) {
      const shares = guesses(odd, text).map(({ probability }) => probability);
      expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
    }
  });
});

/** Invented sets large enough to count: each label has its words, every third word is another label’s. */
const invented = (count: number, offset: number): TrainingRow[] =>
  Array.from({ length: count }, (_, at) => {
    const own = (at * 7 + offset) % 4;
    const words = [1, 2, 3, 4, 5, 6].map((step) => {
      const mixed = ((at + offset + 1) * (step * 2654435761)) >>> 7;
      return `kata${String.fromCharCode(97 + (step % 3 === 0 ? mixed % 4 : own))}${'bcdefghij'[mixed % 9] ?? ''}`;
    });
    return row(`dinas-${own}`, words.slice(0, 1 + (at % 6)).join(' '));
  });

it('is about as often right as it says', () => {
  const model = modelOf(invented(240, 0));
  const tested = invented(200, 5000).map(({ label, features }) => ({
    label,
    best: predict(model, features)[0],
  }));
  const said = tested.reduce((sum, { best }) => sum + (best?.probability ?? 0), 0) / tested.length;
  const right = tested.filter(({ label, best }) => best?.label === label).length / tested.length;
  expect(Math.abs(said - right)).toBeLessThan(0.08);
});

describe('what directory and gazetteer found', () => {
  const offices = ['Kecamatan Dander', 'Kecamatan Balen', 'Kecamatan Kalitidu'];
  const regionOf = (at: number) => `35.22.0${at + 1}`;
  const within = (at: number): Findings => ({
    ...noFindings,
    places: [{ region: `${regionOf(at)}.2001`, name: '', probability: 0.9 }],
  });
  const describeOffice = (label: string) => ({
    kind: label.startsWith('Kecamatan') ? 'kecamatan' : label,
    affairs: [],
    organisations: [],
    regions: label.startsWith('Kecamatan') ? [regionOf(offices.indexOf(label))] : [],
  });
  const local = [0, 1, 2, 0, 1, 0, 1, 0].map((at, index) => ({
    label: offices[at] ?? '',
    features: { text: `jalan kampung rusak rt ${index}`, findings: within(at) },
  }));
  const clinics = texts.lh.map((text) => row('Dinas Lingkungan Hidup', text));

  it('leads from a village to its own district’s office, which had but one example', () => {
    const model = train([...local, ...clinics], { version: 'v', describe: describeOffice });
    const found = predict(model, { text: 'jalan kampung rusak di desa kami', findings: within(2) });
    expect(found[0]?.label).toBe('Kecamatan Kalitidu');
  });

  it('makes a body out of a topic that no example had', () => {
    const topic = (key: string, affair: string): Findings => ({
      ...noFindings,
      topics: [{ key, affair, score: 4 }],
    });
    const affairs: Readonly<Record<string, string>> = { pu: '1.03', lh: '2.11', dukcapil: '2.12' };
    const seen = rows.map((each) => ({
      ...each,
      features: { ...each.features, findings: topic(each.label, affairs[each.label] ?? '') },
    }));
    const model = train(seen, {
      version: 'v',
      describe: (label) => ({ kind: label, affairs: [affairs[label] ?? ''], organisations: [], regions: [] }),
    });
    const found = predict(model, { text: 'gorong gorong mampet', findings: topic('drainage', '1.03') });
    expect(found[0]?.label).toBe('pu');
  });
});
