import { type LabelProfile } from '../learning/label';
import { stemOf } from '../learning/spelling';
import { type RoutingKit } from './decision';
import { aboutLabel } from './label-about';
import { governmentTopics, labelTopics } from './label-topics';
import { kinOf, labelBodies, supervisedBy } from './label-bodies';
import { tokens } from './words';

/** Short names of units that spell no word of the full one. */
const shortNames: Readonly<Record<string, string>> = {
  bapenda: 'badan pendapatan daerah',
  bappeda: 'badan perencanaan pembangunan daerah',
  bappelitbang: 'badan perencanaan pembangunan daerah',
  bkd: 'badan kepegawaian daerah',
  bkpp: 'badan kepegawaian',
  bkpsdm: 'badan kepegawaian dan pengembangan sumber daya manusia',
  bpbd: 'badan penanggulangan bencana daerah',
  bpkad: 'badan pengelola keuangan dan aset daerah',
  bplh: 'badan pengelola lingkungan hidup',
  damkar: 'dinas pemadam kebakaran',
  dinkes: 'dinas kesehatan',
  dinkop: 'dinas koperasi',
  dinsos: 'dinas sosial',
  disdag: 'dinas perdagangan',
  disdik: 'dinas pendidikan',
  disdukcapil: 'dinas kependudukan dan pencatatan sipil',
  dukcapil: 'kependudukan dan pencatatan sipil',
  dishub: 'dinas perhubungan',
  diskominfo: 'dinas komunikasi dan informatika',
  disnaker: 'dinas tenaga kerja',
  disparbud: 'dinas pariwisata dan kebudayaan',
  dispendik: 'dinas pendidikan',
  dispora: 'dinas kepemudaan dan olahraga',
  distan: 'dinas pertanian',
  dlh: 'dinas lingkungan hidup',
  dpmd: 'dinas pemberdayaan masyarakat dan desa',
  dpmptsp: 'dinas penanaman modal dan pelayanan terpadu satu pintu',
  dpu: 'dinas pekerjaan umum',
  dpupr: 'dinas pekerjaan umum dan penataan ruang',
  pupr: 'pekerjaan umum dan penataan ruang',
  pdam: 'perusahaan umum daerah air minum',
  perumda: 'perusahaan umum daerah',
  perkim: 'perumahan dan kawasan permukiman',
  rsud: 'rumah sakit umum daerah',
  satpol: 'satuan polisi pamong praja',
  setda: 'sekretariat daerah',
};
/** What older names of units say today. */
const olderNames: Readonly<Record<string, string>> = {
  marga: 'jalan',
  pertamanan: 'lingkungan hidup',
  kebersihan: 'lingkungan hidup',
  bagian: 'sekretariat daerah',
  biro: 'sekretariat daerah',
  kelurahan: 'kecamatan',
  puskesmas: 'dinas kesehatan',
};
const levelWords = new Set(
  'kota kabupaten kab provinsi prov pemerintah pemkab pemkot pemprov administrasi walikota daerah'.split(' '),
);
const hollow = new Set(
  'dinas badan dan kantor di serta usaha pelayanan pengelola pemerintah daerah kota kabupaten'.split(' '),
);
const local =
  /\b(?:dinas|kecamatan|kelurahan|kab|kabupaten|kota|provinsi|rsud|pdam|satpol|satuan|bagian|biro|daerah|dis[a-z]+|din[a-z]+|gov)\b/;
const national = /^(?:kementerian|direktorat|kanwil|kanim|bpjs|pt|perum|komisi|otoritas|bank|bkn)\b/;
const alike = 0.45;
const surePlace = 0.2;

/**
 * What a label says: a code of ours, a production label (`regency/dinas-kesehatan`), or the free name of a body.
 * `home`: region of the government whose offices the labels are, if they are of one.
 */
export function labelProfiler(kit: RoutingKit, home?: string): (label: string) => LabelProfile {
  const affairsOf = affairMatcher(kit);
  const bodiesOf = labelBodies(kit);
  return (label) => {
    const named = nameOf(label, kit);
    const words = tokens(named, kit.prepared.words).flatMap((word) => (shortNames[word] ?? word).split(' '));
    const code = label.split('/', 1)[0] ?? label;
    const isNational = code.startsWith('nat.') || isNationalName(words.join(' '));
    const organisations = code.startsWith('nat.') ? [code] : isNational ? bodiesOf(words) : [];
    const regions = regionsOf(label, words, isNational, kit, home);
    const affairs = isGovernment(words)
      ? allAffairs(kit)
      : [...new Set([...affairsOf(words), ...supervisedBy(organisations)])];
    const name = words.join(' ');
    const topics = isGovernment(words)
      ? governmentTopics(/provinsi|pemprov/.test(name) ? 'province' : 'regency', kit.prepared.policy)
      : labelTopics(name, affairs, organisations, kit.prepared.policy);
    const short = Object.keys(shortNames).filter((each) => named.includes(shortNames[each] ?? each));
    return {
      kind: organisations[0] ?? kindOf(words, regions, kit),
      affairs,
      organisations,
      topics,
      kin: kinOf(organisations),
      regions,
      about: [...words, ...short, aboutLabel({ organisations, affairs, topics }, kit)].join(' '),
    };
  };
}

const isNationalName = (name: string) => national.test(name) || !local.test(name);

/** A government as such answers for whatever it has. */
const isGovernment = (words: readonly string[]) =>
  /^(?:pemerintah|pemkot|pemkab|pemprov)$/.test(words[0] ?? '') && words.length <= 6;
const allAffairs = ({ directory }: RoutingKit) => directory.directory.affairs.map(({ code }) => code);

/** The name behind a code; any other label is a name, or a slug of one. */
function nameOf(label: string, { directory }: RoutingKit): string {
  const unit = directory.unit(label)?.name;
  const organisation = directory.organisation(label.split('/', 1)[0] ?? label)?.name;
  if (unit !== undefined) return `${unit} ${organisation ?? ''}`;
  if (organisation !== undefined) return organisation;
  return label
    .replace(/^(?:regency|province)\//, '')
    .replace(/[-_/]/g, ' ')
    .toLowerCase();
}

const branchWords = new Set(
  'kc kcu kcp cab cabang kanim kanwil kantor wilayah regional kelas khusus i ii iii'.split(' '),
);

function regionsOf(
  label: string,
  words: readonly string[],
  isNational: boolean,
  { directory, gazetteer }: RoutingKit,
  home: string | undefined,
): string[] {
  const own = directory.organisation(label.split('/', 1)[0] ?? label)?.region;
  const regionCode = own ?? (isNational ? undefined : home);
  const find = (text: string) =>
    gazetteer
      .find({ regionCode, texts: [text] })
      .filter(({ probability }) => probability >= surePlace)
      .map(({ region }) => region);
  if (!isNational) return find(words.join(' '));
  if (!words.some((word) => branchWords.has(word)))
    return find(words.join(' ')).filter((region) => region.length <= 5);
  // “KC Padang”: a branch is called by its city, also where the city’s name is an ordinary word.
  const found = find(words.join(' '));
  return found.length > 0 ? found : find(`kota ${words.at(-1) ?? ''}`);
}

/** The words without names of places and levels: `Kecamatan Dander` and `Kecamatan Balen` are of one kind. */
function kindOf(words: readonly string[], regions: readonly string[], kit: RoutingKit): string {
  if (words[0] === 'kecamatan') return 'kecamatan';
  if (isGovernment(words)) return 'pemerintah';
  const placed = regions.flatMap((region) => tokens(kit.gazetteer.nameOf(region) ?? '', kit.prepared.words));
  const kept = words.filter(
    (word) => !levelWords.has(word) && !placed.includes(word) && !branchWords.has(word),
  );
  return kept.length > 0 ? kept.join(' ') : words.join(' ');
}

/** Affairs of the units, and of the affairs themselves, whose names are most like these words. */
function affairMatcher({ directory: { directory } }: RoutingKit): (words: readonly string[]) => string[] {
  const stems = (text: string | readonly string[]) =>
    (typeof text === 'string' ? text.toLowerCase().split(/[^a-z]+/) : text)
      .flatMap((word) => (olderNames[word] ?? word).split(' '))
      .filter((word) => word !== '' && !hollow.has(word))
      .map(stemOf);
  const units = new Map<string, { stems: string[]; affairs: string[] }>();
  for (const { name, affairs } of directory.unitRules) units.set(name, { stems: stems(name), affairs });
  for (const { name, code } of directory.affairs)
    if (!units.has(name)) units.set(name, { stems: stems(name), affairs: [code] });
  return (words) => {
    const asked = new Set(stems(words));
    const scored = [...units.values()].map(({ stems: own, affairs }) => ({
      affairs,
      score: own.filter((stem) => asked.has(stem)).length / Math.sqrt(Math.max(1, own.length * asked.size)),
    }));
    const best = Math.max(alike, ...scored.map(({ score }) => score));
    return [...new Set(scored.flatMap(({ score, affairs }) => (score >= best * 0.75 ? affairs : [])))];
  };
}
