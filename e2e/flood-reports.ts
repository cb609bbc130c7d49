/** What people write about one flood, each in words of their own; all invented. */
const openings = [
  'Banjir lagi di Kampung Cieunteung',
  'Sejak tadi malam banjir masuk rumah kami di Baleendah',
  'Assalamualaikum, mau lapor banjir di Jalan Raya Banjaran',
  'Tolong, air selokan meluap dan banjir selutut di RT 04',
  'Banjir di depan pasar Baleendah belum surut',
  'Mohon perhatiannya, kampung kami kebanjiran',
  'Lapor, jalan kabupaten terendam banjir',
  'Anak-anak tidak bisa sekolah karena banjir di Andir',
  'Banjir setinggi pinggang di gang belakang masjid',
  'Kendaraan mogok semua, banjir di bunderan Baleendah',
];
const causes = [
  'drainase tersumbat sampah',
  'gorong-gorong di bawah jalan ambles',
  'saluran air tidak pernah dikeruk',
  'selokan tertutup bangunan baru',
  'drainase terlalu kecil untuk hujan sekarang',
];
const wishes = [
  'Mohon saluran segera dibersihkan.',
  'Kami minta drainase diperbaiki.',
  'Tolong dikeruk sebelum hujan berikutnya.',
  'Mohon petugas datang melihat.',
  'Sudah tiga kali bulan ini, kapan diperbaiki?',
  'Warga siap kerja bakti, mohon alat berat.',
];

/** As many as there are ways to say it. */
export const floodReports: readonly string[] = openings.flatMap((opening) =>
  causes.flatMap((cause) => wishes.map((wish) => `${opening}, ${cause}. ${wish}`)),
);
