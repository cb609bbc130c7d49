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
  'kepolisian republik indonesia': 'nat.polri',
  kepolisian: 'nat.polri',
  'pekerjaan umum dan perumahan rakyat': 'nat.kemenpu',
  'pos indonesia': 'nat.pos',
  bkn: 'nat.bkn',
  'pensiun pns': 'nat.bkn',
  'pengadaan dan kepangkatan': 'nat.bkn',
  'bank rakyat indonesia': 'nat.bri',
};
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
