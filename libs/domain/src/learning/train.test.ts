import { decodeModel, encodeModel } from './encode';
import { predict } from './predict';
import { noFindings, type TrainingRow } from './rows';
import { train } from './train';

const row = (label: string, text: string): TrainingRow => ({
  label,
  features: { text, findings: noFindings },
});
const rows = [
  [
    'jalan berlubang di depan pasar',
    'jalan desa rusak parah',
    'aspal mengelupas, jalan rusak',
    'jembatan dan jalan ambles',
  ],
  [
    'sampah menumpuk di tps',
    'truk sampah tidak datang',
    'bau sampah dari tps liar',
    'sampah di selokan tidak diangkut',
  ],
  [
    'antre ktp lama sekali',
    'blangko ktp habis',
    'kartu keluarga belum jadi',
    'akta lahir dan ktp belum jadi',
  ],
].flatMap((texts, at) => texts.map((text) => row(['pu', 'lh', 'dukcapil'][at] ?? '', text)));
const best = (trained: readonly TrainingRow[], text: string) =>
  predict(train(trained, { version: 'v' }), { text, findings: noFindings })[0];

describe('a trained model', () => {
  it('finds who handled complaints like this one', () => {
    expect(best(rows, 'jalannya rusak dan berlubang')?.label).toBe('pu');
    expect(best(rows, 'ktp saya belum jadi')?.label).toBe('dukcapil');
  });

  it('is the same bytes for the same rows, and reads them back', () => {
    const bytes = encodeModel(train(rows, { version: 'v' }));
    expect(encodeModel(train(structuredClone(rows), { version: 'v' }))).toEqual(bytes);
    expect(encodeModel(decodeModel(bytes))).toEqual(bytes);
    const input = { text: 'sampah di jalan', findings: noFindings };
    expect(predict(decodeModel(bytes), input)).toEqual(predict(train(rows, { version: 'v' }), input));
  });

  it('gives probabilities that add up to one', () => {
    const guesses = predict(train(rows, { version: 'v' }), { text: 'apa saja', findings: noFindings });
    expect(guesses.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
  });

  it('knows nothing without examples, one thing with one label', () => {
    expect(best([], 'jalan')).toBeUndefined();
    expect(best([row('pu', 'jalan rusak')], '')).toEqual({ label: 'pu', probability: 1 });
  });
});
