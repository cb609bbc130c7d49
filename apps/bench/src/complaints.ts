/** Invented complaints of ordinary length, for load. */
const texts = [
  'Jalan kabupaten di Desa Ciburial berlubang besar, sudah dua motor jatuh sejak hujan minggu lalu. Mohon segera ditambal.',
  'Lampu penerangan jalan di depan pasar padam sejak tiga hari, warga takut lewat malam hari.',
  'Sampah di TPS dekat sekolah tidak diangkut dua minggu, baunya sampai ke kelas anak-anak.',
  'Antrean di puskesmas mulai jam lima pagi, petugas baru datang setengah sembilan.',
];

export const complaint = (n: number) => ({
  channel: 'web',
  text: `${texts[n % texts.length] ?? ''} (${n})`,
  class: 'complaint',
  place: { regionCode: '32.04' },
  reporter: { name: `Pelapor Contoh ${n}`, phone: '081200000000' },
});
