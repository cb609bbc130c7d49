import { stem } from './stem';

const stemsOf = (...lists: readonly string[]): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => list.trim().split(/\s+/)).map(stem));

/** Says nothing about what happened or where: courtesy, connecting words, time, persons. Left out of any comparison. */
export const silent = stemsOf(
  `ada adalah dini adanya agar akan akhir aku alasan anda antara apa apabila apakah atas atau awal bagi bagaimana
  bagian bahkan bahwa baik baru bapak banget bagus banyak beberapa begini begitu belum berapa beri besar
  betul biar biasa bila bisa boleh bukan bulan buat cara cek coba cukup dalam dapat dari datang demi demikian dengan depan
  dekat dia diri dong dua dulu empat gimana hal hampir hanya harap harapan hari harus hati hingga hormat ibu
  ini ingin itu jadi jam jangan jelas jika juga kadang kalau kali kami kan kapan karena kasih kata ke kejadian kembali kenapa
  kepada ketika khusus kita kok kondisi kurang lagi lain lalu lama langsung lanjut lapor laporan laporkan lebih lewat
  lima lokasi maaf maka mana masih masuk masyarakat mau maupun melalui menit mereka minggu minta mohon mulai namun
  nanti oleh orang pada padahal pagi pak paling para parah pasti pemerintah penting per perhatian perlu permintaan pernah petugas
  pihak respon saat saja salam sama sampai samping sangat satu saya sebab sebagai sebelah sebelum sebuah
  secara sedang segera sehingga sejak sekali sekarang sekitar selalu selama selamat seluruh semakin sementara semoga
  semua sendiri seorang seperti sering serta sesuai setelah setiap siang siapa sini situ solusi sore suatu sudah supaya tadi tahun
  tanggal tanpa tapi telah tentang terima terimakasih terjadi terkait tersebut terus tetap tetapi tiap tiga tidak
  tindak tindaklanjut tolong untuk urus waktu warga wib wita wit wilayah ya yaitu yang yth malam kemarin besok
  daerah setempat lingkungan dinas instansi pejabat berwenang bersangkutan keluhan aduan pengaduan mengadu adu
  lokasinya tempat sana nya hei halo assalamualaikum admin min bang bu mas mbak kak pemda pemkot pemkab gubernur bupati
  walikota camat lurah kades dusun desa kelurahan kecamatan kabupaten kota provinsi propinsi kab prov jalan gang perumahan komplek kompleks
  kampung nomor blok rt rw km no raya seberang belakang sekitaran arah menuju antara sepanjang pertigaan perempatan simpang
  saudara anak rumah tahu lihat rasa kena hidup bikin habis dibuat sungguh sekalian tanggapan ditanggapi perbaiki perbaikan memperbaiki
  diperbaiki ditangani penanganan tangani selesai diselesaikan menyelesaikan cepat lambat bertahun berbulan ganggu mengganggu
  resah meresahkan bahaya membahayakan khawatir takut celaka kecelakaan jatuh korban pengendara pengguna pemakai motor mobil sepeda`,
);

/**
 * What people complain about, in words that any place may have. A word that stands neither here nor among the silent
 * ones is probably a name: of a street, a market, a person.
 */
export const ordinary = stemsOf(
  `administrasi air akses akta aktif alat aliran ambil ambulans ambles anggaran angkot angkutan anjing antre antri antrian api aplikasi
  arus asap aspal atap atur bagi bahan bakar baku balap balita bangun bangunan bank bansos bantu bantuan banjir barang bau bawah bayar bayi beasiswa
  becek beda bekas bengkok benih bensin beras berbau bersih besi biaya bidan bising blangko blanko blt bocor bohong bolong bongkar bpjs buang
  buka buku bus busuk cair calo cair cetak curi curian daftar dagang pedagang dampak dana data debu demam denda diam dokter drainase
  dokumen ektp elektronik elpiji error fasilitas fogging foto galian gaji ganti gas gatal gaduh gelap genang genangan gizi gorong got
  gratis guru habis halaman halte hama hapus harga hewan hilang hitam honor honorer hujan hutan ijazah ijin izin internet
  iuran jaga jalur jaringan jatah jembatan jentik jentik jkn jual judi kabel kacau kaki kampus kamar kandang kantor kapal karcis kartu karyawan
  kasar kawasan kecil kebakaran kelas keluarga keras kering keruh kesehatan kirim kis klakson klinik knalpot kolusi kompor konser konsumen
  kontrak korupsi kos kotor kredit kriminal kuburan kuliah kumuh kumpul kunci kurir kursi lahan lahir lalat lalu lintas lampu langka lansia lantai
  lapak lapang lapangan laut layan layanan pelayanan lebar limbah lingkar lintas liar listrik longsor loket lpg luap lubang lumpur
  macet mahal mahasiswa main makam makan malas maling mangkrak marka masjid mati menit meluap menumpuk merah mesin minum miring miskin miras mobil
  motor mudik mutasi musik musim mushola nakal nama narkoba nelayan nik nikah nyala nyamuk obat odong ojek oknum online operasi operator
  orang pabrik padam padat pajak pakai palang palsu pangkalan panas pantai papan parkir parit pasang pasar pasien paspor patah paving pbb pdam pegawai
  pejalan pekerja pelajar pemakaman pembuangan pemotongan penduduk penerangan pengemis pengamen pengungsi penipuan penjaga pensiun
  penuh penumpang peras perahu perizinan peserta petani pinjam pintu pipa pju pkh pkl pln pns polisi polusi pohon potong
  preman proyek puing pukul pulsa pungli pungut pungutan pupuk pusat puskesmas putus putih radio rambu ramai rampok
  ranting rapor rawan rawat rekening rekrutmen rembes rendam reklame renovasi retak retribusi rokok rujukan rujuk rusak rumput saldo saluran
  sampah sanitasi sawah sedimen sekolah selokan sembako sembarangan semen sempit sengat menyengat sepi serobot sertifikat servis sewa siaran sidang siswa
  sinyal sim skck solar sosial stadion status stasiun stnk suara suap subsidi sulit sumbat sumur sungai supir sopir surat suntik tabung tagih tagihan
  takaran taman tambal tambang tanah tanaman tanggul tarif tarik tawuran tebang telat telepon terang terminal tertutup tewas tiang tidur
  tikus tilang timbang timbun tinggi tipu tol toilet token trafo transaksi transportasi trotoar truk tumbang tumpah tumpuk tumpukan tunai
  tunggak tunjangan tutup udara ugd uang ujian ukur ulang umum unjuk upah usaha usia vaksin verifikasi wajib wifi wisata zona
  jorok kubangan licin menganga nganga bergelombang gelombang runtuh roboh ambruk keropos lapuk jebol keluar kosong aktivasi
  bangkrut lalulintas sabun lem kaca atm teller kasir antar jemput sekat portal gerbang pagar tembok dinding plafon genteng bocor hujan deras
  tahlil pesta hajatan karaoke warung kafe bengkel toko gudang peternakan ayam sapi babi kambing kucing ular monyet lele
  gedung plastik seragam kios ruko tenda kolam irigasi wartawan penyuluh kepala sekretaris bendahara ketua panitia pengurus pelanggan pembeli penjual
  tunawisma gelandangan orang gila odgj tower menara bts antena tali gantung tebing bukit hutan kebun gunung lereng erosi abrasi
  septic tank tinja jamban cuci setrika telur daging ikan cabai bawang minyak goreng gula tepung solar pertalite pertamax pangkal agen kelompok koperasi simpan
  pinjaman rentenir tanda batu kerikil pasir tanah liat semen cor beton paku kayu bambu seng kawat lori tronton dumptruk kontainer bajaj becak delman
  jenazah mayat pemakaman kremasi wakaf zakat infak masjid gereja pura vihara ibadah adzan toa pengeras speaker petasan kembang
  layang bola voli senam olahraga futsal kolam renang bioskop konten video foto viral berita hoaks sertipikat girik ajb notaris ppat hibah waris sengketa
  lelang tender kontraktor mandor buruh phk pesangon lembur cuti absen lowongan lamaran magang pelatihan kursus ujian nilai ranking zonasi ppdb spmb osis
  tawur bully perundungan pelecehan kekerasan aniaya bunuh ancam culik hilang kdrt cerai nikah hamil lahir meninggal mati yatim piatu jompo panti asuhan
  vaksinasi antigen swab masker rontgen operasi rawat resep apotek apoteker perawat bidan spesialis gigi mata kulit jantung ginjal kanker
  tarian adat budaya museum situs candi wisatawan tiket tarif masuk hotel villa vila penginapan restoran rumah makan catering katering higienis
  ojol grab gojek taksi angkutan travel damri kereta krl mrt lrt kapal feri dermaga speedboat pesawat delay bagasi penerbangan penumpang
  sinyal provider operator kuota pulsa paket kurir resi alamat kode pos kartu atm mesin edc struk kwitansi nota bukti transfer
  akun sandi password login masuk server sistem situs website laman aplikasi formulir unggah unduh nik kk kia skck sim stnk bpkb npwp
  disabilitas difabel lumpuh sakit ibu hamil posyandu stunting imunisasi kb kontrasepsi dbd diare tbc covid
  pemuda remaja mabuk mesum prostitusi geng begal jambret copet copot lepas hancur buruk jelek`,
);

const concepts: readonly (readonly [string, string])[] = [
  [
    'lubang',
    'bolong menganga nganga kubangan rusak ambles hancur retak bergelombang gelombang tambal aspal keropos jebol becek jelek buruk',
  ],
  ['lampu', 'pju penerangan terang gelap'],
  ['mati', 'padam nyala putus'],
  ['sampah', 'tumpukan menumpuk tumpuk pembuangan jorok kotor kumuh buang'],
  ['bau', 'busuk menyengat sengat aroma berbau'],
  ['banjir', 'genangan genang luap meluap rendam terendam'],
  ['selokan', 'got parit drainase gorong saluran sumbat'],
  ['pdam', 'ledeng keran'],
  ['pungli', 'pungutan pungut suap sogok setoran peras pemerasan'],
  ['bpjs', 'jkn kis'],
  ['bansos', 'blt pkh sembako bantuan bantu'],
  ['ktp', 'ektp blangko blanko'],
  ['pln', 'listrik token'],
  ['macet', 'semrawut antre antri antrian padat'],
  ['pkl', 'pedagang lapak dagang'],
  ['bising', 'berisik gaduh suara knalpot'],
  ['asap', 'bakar pembakaran polusi'],
  ['pohon', 'ranting dahan tumbang'],
  ['gaji', 'honor upah tunjangan insentif'],
  ['izin', 'ijin perizinan'],
  ['nyamuk', 'dbd fogging jentik demam'],
  ['longsor', 'ambruk runtuh roboh'],
  ['lambat', 'lelet lemot telat'],
  ['mahal', 'harga naik'],
  ['elpiji', 'lpg gas'],
];

/** Words that complain of the same thing, by their stems. */
export const conceptOf: ReadonlyMap<string, string> = new Map(
  concepts.flatMap(([concept, words]) =>
    words.split(' ').map((word) => [stem(word), stem(concept)] as const),
  ),
);

/** Short forms and misspellings that hide what is named. */
export const written: Readonly<Record<string, string>> = {
  jl: 'jalan', jln: 'jalan', jlan: 'jalan', jaln: 'jalan', gg: 'gang', kp: 'kampung', kmp: 'kampung', ds: 'desa', dsn: 'dusun',
  kel: 'kelurahan', kec: 'kecamatan', perum: 'perumahan', prum: 'perumahan', komp: 'komplek', kompleks: 'komplek',
  puskes: 'puskesmas', pkm: 'puskesmas', psr: 'pasar', jmbt: 'jembatan', jembtn: 'jembatan', skolah: 'sekolah', sdn: 'sd', smpn: 'smp',
  sman: 'sma', smkn: 'smk', yg: 'yang', dgn: 'dengan', dg: 'dengan', krn: 'karena', karna: 'karena', tdk: 'tidak', gak: 'tidak', ga: 'tidak', gk: 'tidak',
  nggak: 'tidak', ngga: 'tidak', tak: 'tidak', blm: 'belum', blum: 'belum', sdh: 'sudah', udah: 'sudah', dah: 'sudah', tlg: 'tolong', mhn: 'mohon', sy: 'saya',
  utk: 'untuk', bgt: 'banget', dpn: 'depan', dkt: 'dekat', deket: 'dekat', blkg: 'belakang', smpah: 'sampah', smph: 'sampah', bnjir: 'banjir', ktpel: 'ktp',
  lobang: 'lubang', berlobang: 'berlubang', mampet: 'sumbat', mampat: 'sumbat', rsak: 'rusak', ancur: 'hancur', macettt: 'macet', muacet: 'macet',
  mtr: 'motor', org: 'orang', bnyk: 'banyak', sllu: 'selalu', msh: 'masih', ngalir: 'alir', mengalir: 'alir', aer: 'air', banyu: 'air', prapatan: 'perempatan',
  pertelon: 'pertigaan', jogja: 'yogyakarta', yogya: 'yogyakarta', bdg: 'bandung', smg: 'semarang', sby: 'surabaya', jkt: 'jakarta', cafe: 'kafe', caffe: 'kafe', kape: 'kafe', kpd: 'kepada',
}; // prettier-ignore
