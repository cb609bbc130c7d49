import { noFindings } from './rows';
import { foldsOf } from './folds';

const input = (text: string) => ({ text, findings: noFindings });
const words = 'jalan rusak sampah menumpuk lampu padam air keruh ktp habis bantuan belum cair'.split(' ');
const varied = Array.from({ length: 60 }, (_, at) =>
  input(
    Array.from({ length: 8 }, (__, step) => `${words[(at * (step + 3) + step) % 13] ?? ''}${at % 7}x`).join(
      ' ',
    ),
  ),
);

describe('folds', () => {
  it('keep complaints together that nearly repeat one another', () => {
    const long = 'lampu jalan di depan balai desa padam sejak hari raya dan sudah tiga kali dilaporkan warga';
    const repeated = [...varied, input(long), input(`${long} tolong`), input(`mohon ${long}`)];
    const [first, ...others] = foldsOf(repeated, 5).slice(-3);
    expect([...others]).toEqual([first, first]);
  });

  it('are all used, and the same each time', () => {
    const folds = foldsOf(varied, 5);
    expect(new Set(folds)).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(foldsOf(varied, 5)).toEqual(folds);
  });
});
