import { labelOf, type RoutingInput, type RoutingKit } from '@satupintu/domain';
import { type Topic } from '@satupintu/events';

/** An invented complaint and the label of who would handle it. */
export interface Told {
  readonly input: RoutingInput;
  readonly label: string;
}

const openings = [
  'Mohon perhatian',
  'Selamat pagi, kami warga ingin menyampaikan soal',
  'Sudah tiga minggu kami menunggu tindak lanjut tentang',
  'Lapor, di lingkungan kami ada masalah',
  'Kepada yang berwenang, tolong urus',
  'Kami kecewa dengan',
  'Bagaimana ini, lagi-lagi',
  'Ibu saya mengeluhkan',
];
const details = [
  'sejak hujan lebat bulan lalu dan belum ada petugas yang datang',
  'padahal sudah dua kali kami datangi kantornya dan selalu disuruh kembali besok',
  'sehingga anak-anak harus memutar jauh setiap berangkat sekolah',
  'dan tetangga kami yang sudah tua sampai sakit karenanya',
  'katanya menunggu anggaran tahun depan, kami tidak sanggup menunggu',
  'fotonya sudah kami kirim lewat grup warga tetapi tidak dijawab',
];
const closings = ['Terima kasih.', 'Mohon ditindaklanjuti.', 'Kami tunggu kabarnya.', 'Semoga didengar.'];

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % list.length];
/** Spreads neighbouring numbers, the same in each run. */
const spread = (n: number, salt: number): number => Math.imul(n + salt * 7919, 0x9e3779b1) >>> 7;

/** The n-th invented complaint: a topic of the policy told with one or two of its keywords, at some place. */
export function teller(kit: RoutingKit): (n: number) => Told {
  const { topics } = kit.prepared.policy;
  const regencies = kit.directory.all().filter(({ kind }) => kind === 'regency' || kind === 'city');
  return (n) => {
    const topic = pick(topics, spread(n, 1));
    const place = pick(regencies, spread(n, 2));
    if (!topic || !place) throw new Error('neither topics nor places');
    const subject = [keyword(topic, spread(n, 3)), keyword(topic, spread(n, 4))].join(' ');
    const at = place.name.replace('Pemerintah ', '');
    const words = [
      pick(openings, spread(n, 5)),
      subject,
      `di ${at}`,
      pick(details, spread(n, 6)),
      pick(closings, spread(n, 7)),
    ];
    return { input: { text: words.join(' ') }, label: labelFor(topic, place.code, kit) };
  };
}

function keyword({ keywords }: Topic, at: number): string {
  const found = pick(keywords, at) ?? '';
  return typeof found === 'string' ? found : found[0];
}

function labelFor(
  { organisation, affair, competent }: Topic,
  place: string,
  { directory }: RoutingKit,
): string {
  if (organisation !== undefined) return labelOf(organisation, undefined, directory);
  const body = competent === 'province' ? place.slice(0, 6) : place;
  const unit = directory
    .unitsOf(body)
    .find(({ affairs }) => affair !== undefined && affairs.includes(affair));
  return labelOf(body, unit?.code, directory);
}
