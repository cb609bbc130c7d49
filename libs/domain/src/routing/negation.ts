import { type Folded } from './topics';

const deny = new Set(['tidak', 'tak', 'bukan', 'belum', 'tanpa', 'tiada', 'jangan', 'bebas']);
/** Words that a denial reaches across: “tidak pernah ada pungli”, “bukan mau menuduh korupsi”. */
const bridge = new Set(
  'ada pernah mau ingin akan bermaksud maksud hendak menuduh nuduh lagi satupun sama sekali unsur praktek praktik indikasi soal dari yang di ke'.split(
    ' ',
  ),
);
/** Words that turn it round again: “kalau tidak menyuap…”, “bukan tidak ada pungli”. */
const undo = new Set(['kalau', 'jika', 'bila', 'apabila', 'kalo', ...deny]);
const farthest = 4;

/** Whether what stands at this spot is said not to be: `tidak ada pungli` accuses nobody. */
export function denied({ tokens }: Folded, at: number): boolean {
  for (let before = at - 1; before >= Math.max(0, at - farthest); before -= 1) {
    const word = tokens[before] ?? '';
    if (deny.has(word)) return !undo.has(tokens[before - 1] ?? '');
    if (!bridge.has(word)) return false;
  }
  return false;
}
