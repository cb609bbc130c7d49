import { trackingIdOf } from '../filing/ids';
import { read } from './said';

const trackingId = trackingIdOf(Buffer.alloc(32), '7b0c2a52-5b6f-5d5c-8c35-0f6f4c8f2f11');

it.each([
  ['SELESAI', { wish: 'confirm', text: '' }],
  ['selesai 5 terima kasih', { wish: 'confirm', rating: 5, text: 'terima kasih' }],
  ['Selesai. 50 lampu sudah menyala', { wish: 'confirm', text: '50 lampu sudah menyala' }],
  ['sanggah: lampunya mati lagi', { wish: 'dispute', text: 'lampunya mati lagi' }],
  ['Belum selesai, masih gelap', { wish: 'dispute', text: 'masih gelap' }],
  ['CABUT', { wish: 'withdraw', text: '' }],
  ['info RT 04', { wish: 'information', text: 'RT 04' }],
  ['LAPOR jalan rusak', { wish: 'new', text: 'LAPOR jalan rusak' }],
])('%s: a word that means something to us, and the rest for the desk', (message, expected) => {
  expect(read(message)).toEqual({ codes: expect.any(Array), ...expected });
});

it.each(['Belum ada petugas', 'Selesaikan segera', 'Terima kasih', 'Informasi soal KTP', 'laporan saya?'])(
  '%s: a word that only looks like one of ours',
  (message) => expect(read(message)).toEqual({ text: message, codes: expect.any(Array) }),
);

it('finds number and code, however they are written, and keeps the number from the desk', () => {
  const typed = trackingId.toLowerCase().replaceAll('-', ' ');
  const said = read(`${typed}: ABCD-EF12-3456-7890 sanggah, belum dikerjakan`);
  expect(said).toMatchObject({ trackingId, codes: ['ABCD-EF12-3456-7890'] });
  expect(read(`kode ABCD EF12 3456 7890 ya`).codes).toContain('ABCD EF12 3456 7890');
  expect(read(`${trackingId} sanggah, mati lagi`)).toMatchObject({
    trackingId,
    wish: 'dispute',
    text: 'mati lagi',
  });
});

it('leaves what only looks like a number where it stands', () => {
  expect(read('SP-AAAA-BBBB-CCCC mogok')).toMatchObject({ text: 'SP-AAAA-BBBB-CCCC mogok' });
});
