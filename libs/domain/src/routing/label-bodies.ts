import { type RoutingKit } from './decision';
import { tokens } from './words';

/** Former and everyday names of bodies, as lists of labels write them. They name bodies only in labels, not in texts. */
const otherNames: Readonly<Record<string, string>> = {
  'kementerian riset teknologi dan pendidikan tinggi': 'nat.kemendiktisaintek',
  kemenristekdikti: 'nat.kemendiktisaintek',
  'pendidikan tinggi': 'nat.kemendiktisaintek',
  kemahasiswaan: 'nat.kemendiktisaintek',
  'beasiswa mahasiswa': 'nat.kemendiktisaintek',
  'kementerian pendidikan dan kebudayaan': 'nat.kemendikdasmen',
  kemendikbud: 'nat.kemendikdasmen',
  'badan usaha milik negara': 'nat.bumn',
  'direktorat jenderal imigrasi': 'nat.kemenimipas',
  kanim: 'nat.kemenimipas',
  imigrasi: 'nat.kemenimipas',
  'administrasi hukum umum': 'nat.kemenkum',
  'kementerian hukum dan ham': 'nat.kemenkum',
  'kepolisian republik indonesia': 'nat.polri',
  kepolisian: 'nat.polri',
  'pekerjaan umum dan perumahan rakyat': 'nat.kemenpu',
  'pos indonesia': 'nat.pos',
  bkn: 'nat.bkn',
  'pensiun pns': 'nat.bkn',
  'pengadaan dan kepangkatan': 'nat.bkn',
  'bank rakyat indonesia': 'nat.bri',
  'kementerian desa': 'nat.kemendesa',
  'lingkungan hidup dan kehutanan': 'nat.kemenlh',
  'koperasi dan usaha kecil': 'nat.kemenkop',
  'komunikasi dan informatika': 'nat.komdigi',
};

/** Bodies whose duties were once with another, or whose cases go to it: a ministry that was divided, an owner. */
const related: Readonly<Record<string, readonly string[]>> = {
  'nat.kemenag': ['nat.kemenhaj', 'nat.bpjph'],
  'nat.kemenkum': ['nat.kemenham', 'nat.kemenimipas'],
  'nat.kemenpu': ['nat.kemenpkp', 'nat.jasa-marga'],
  'nat.kemendikdasmen': ['nat.kemenbud', 'nat.kemendiktisaintek'],
  'nat.kemendiktisaintek': ['nat.brin'],
  'nat.kemendesa': ['nat.kementrans'],
  'nat.kemenlh': ['nat.kemenhut'],
  'nat.kemenkop': ['nat.kemenumkm'],
  'nat.kemenpar': ['nat.kemenekraf'],
  'nat.kemnaker': ['nat.kemenp2mi', 'nat.bpjs-ketenagakerjaan'],
  'nat.kemensos': ['nat.bri'],
  'nat.bri': ['nat.kemensos'],
  'nat.esdm': ['nat.pln', 'nat.pertamina', 'nat.pgn', 'nat.bph-migas'],
  'nat.bkn': ['nat.panrb', 'nat.taspen'],
  'nat.panrb': ['nat.bkn'],
  'nat.kemenhub': ['nat.kai', 'nat.garuda', 'nat.pelni', 'nat.asdp'],
  'nat.kemenkes': ['nat.bpjs-kesehatan', 'nat.bpom'],
  'nat.bumn': [
    'nat.pln',
    'nat.pertamina',
    'nat.telkom',
    'nat.kai',
    'nat.pos',
    'nat.garuda',
    'nat.jasa-marga',
    'nat.bri',
    'nat.mandiri',
    'nat.bni',
    'nat.btn',
    'nat.pegadaian',
  ],
};

/** Affairs of local government that a ministry makes the rules for: complaints about them come to it as well. */
const supervised: Readonly<Record<string, readonly string[]>> = {
  'nat.kemendagri': ['2.12', '2.13', '4.01', '5.03', '1.05'],
  'nat.kemendikdasmen': ['1.01'],
  'nat.kemenkes': ['1.02', '1.02.1'],
  'nat.kemenpu': ['1.03', '1.03.1'],
  'nat.kemenpkp': ['1.04'],
  'nat.kemensos': ['1.06'],
  'nat.kemnaker': ['2.07'],
  'nat.kemenlh': ['2.11'],
  'nat.kemendesa': ['2.13', '3.32'],
  'nat.kemenhub': ['2.15'],
  'nat.komdigi': ['2.16'],
  'nat.kemenkop': ['2.17'],
  'nat.kkp': ['3.25'],
  'nat.kementan': ['3.27'],
  'nat.kemenhut': ['3.28'],
  'nat.esdm': ['3.29'],
  'nat.kemendag': ['3.30'],
  'nat.atrbpn': ['2.10'],
  'nat.bkn': ['5.03'],
  'nat.panrb': ['5.03'],
};

export const supervisedBy = (organisations: readonly string[]): string[] =>
  organisations.flatMap((code) => supervised[code] ?? []);

/** Bodies whose business a body may be asked about as well. */
export const kinOf = (organisations: readonly string[]): string[] =>
  organisations.flatMap((code) => related[code] ?? []);

const hollow = new Set(
  'pt persero dan badan kementerian direktorat jenderal republik indonesia nasional negara'.split(' '),
);
const alike = 0.7;

/** The national bodies that a label is, or is a part of: by alias, by a former name, or by most words of the name. */
export function labelBodies({ directory, prepared }: RoutingKit): (words: readonly string[]) => string[] {
  const named = directory
    .all()
    .filter(({ region }) => region === undefined)
    .flatMap(({ code, name, aliases }) =>
      [name, ...aliases].map((each) => ({ code, words: tokens(each, prepared.words) })),
    );
  const former = Object.entries(otherNames)
    .filter(([, code]) => directory.exists(code))
    .map(([name, code]) => ({ code, words: name.split(' ') }));
  return (words) => {
    const said = ` ${words.join(' ')} `;
    const whole = [...named, ...former].filter((each) => said.includes(` ${each.words.join(' ')} `));
    const longest = Math.max(0, ...whole.map((each) => each.words.length));
    const found =
      whole.length > 0 ? whole.filter((each) => each.words.length === longest) : likest(words, named);
    return [...new Set(found.map(({ code }) => code))];
  };
}

interface Named {
  readonly code: string;
  readonly words: readonly string[];
}

function likest(words: readonly string[], named: readonly Named[]): Named[] {
  const telling = (list: readonly string[]) => list.filter((word) => !hollow.has(word));
  const asked = new Set(telling(words));
  const scored = named.map((each) => {
    const own = telling(each.words);
    const shared = own.filter((word) => asked.has(word)).length;
    return { each, score: shared / Math.sqrt(Math.max(1, own.length * asked.size)) };
  });
  const best = Math.max(alike, ...scored.map(({ score }) => score));
  return scored.filter(({ score }) => score >= best).map(({ each }) => each);
}
