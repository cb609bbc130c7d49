import { type Reason } from '@satupintu/events';
import { type PlaceCandidate, type PlaceEvidence } from './place/candidate';
import { type TopicScore } from './topics';

/** Reasons are written from our own words (keywords, official names), never with the reporter’s. */
const reason = (kind: string, text: string, textEn: string): Reason => ({ kind, text, textEn });
const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join(', ');

const tier = {
  regency: ['kabupaten/kota', 'regency or city'],
  province: ['provinsi', 'province'],
  national: ['pusat', 'national body'],
} as const;

export const topicReason = ({ matched }: TopicScore): Reason =>
  reason('topic', `Kata kunci: ${quoted(matched)}`, `Keywords: ${quoted(matched)}`);

export function competenceReason({ topic }: TopicScore): Reason {
  const [text, textEn] = tier[topic.competent];
  const [note, noteEn] = topic.review === true ? [' (perlu diperiksa)', ' (to be reviewed)'] : ['', ''];
  return reason(
    'competence',
    `Kewenangan ${text}: ${topic.legalBasis}${note}`,
    `Competence of the ${textEn}: ${topic.legalBasis}${noteEn}`,
  );
}

function evidenceText({ kind, name, kilometres }: PlaceEvidence): [string, string] {
  switch (kind) {
    case 'given':
      return [`wilayah yang dipilih: ${name}`, `region given: ${name}`];
    case 'coordinates':
      return [
        `titik ${kilometres ?? 0} km dari pusat ${name}`,
        `point ${kilometres ?? 0} km from the centre of ${name}`,
      ];
    case 'operator':
      return [`masuk lewat kanal ${name}`, `filed through a channel of ${name}`];
    case 'misspelt':
      return [`mirip “${name}”`, `looks like “${name}”`];
    case 'region':
    case 'district':
    case 'village':
    case 'landmark':
    case 'island':
      return [`disebut “${name}”`, `“${name}” is named`];
  }
}

export function placeReason({ name, evidence }: PlaceCandidate): Reason {
  const texts = evidence.slice(0, 3).map(evidenceText);
  return reason(
    'place',
    `Tempat: ${name} (${texts.map(([text]) => text).join('; ')})`,
    `Place: ${name} (${texts.map(([, text]) => text).join('; ')})`,
  );
}

export const namedReason = (alias: string): Reason =>
  reason('named', `Instansi disebut: “${alias}”`, `Body named: “${alias}”`);
export const hintReason = (name: string): Reason =>
  reason('hint', `Ditujukan pelapor ke ${name}`, `Addressed by the reporter to ${name}`);
export const coordinatorReason = reason(
  'coordinator',
  'Pemerintah daerah setempat, urusan belum jelas',
  'Government of the place; the affair is not clear',
);
export const proposedReason = (by: string): Reason =>
  reason('proposed', `Diusulkan oleh ${by} saat menolak`, `Proposed by ${by} in its refusal`);
export const inspectorateReason = reason(
  'oversight',
  'Pengaduan berkadar pengawasan: ke inspektorat, bukan unit yang diadukan; rahasia',
  'Oversight complaint: to the inspectorate, not the unit complained of; confidential',
);
export const tierAboveReason = reason(
  'oversight',
  'Disebut pimpinan atau inspektoratnya sendiri: ke inspektorat tingkat di atasnya',
  'The head or the inspectorate itself is named: to the inspectorate of the tier above',
);
export const noInspectorateReason = reason(
  'oversight',
  'Pengaduan berkadar pengawasan tanpa inspektorat yang terdaftar: petugas meneruskannya ke pengawas internal',
  'Oversight complaint, no inspectorate in the directory: an officer passes it to the internal supervisor',
);
export const heldReason = (name: string): Reason =>
  reason(
    'unconnected',
    `${name} belum terhubung; dipegang tingkat di atasnya`,
    `${name} is not connected; held by the tier above`,
  );
export const emergencyReason = (words: readonly string[]): Reason =>
  reason(
    'emergency',
    `DARURAT: ${quoted(words)}. Segera hubungi 112`,
    `EMERGENCY: ${quoted(words)}. Call 112 at once`,
  );
export const noPlaceReason = reason('no-place', 'Tempat tidak diketahui', 'The place is not known');
export const shortReason = reason(
  'short',
  'Uraian terlalu singkat untuk diputuskan sendiri',
  'Too short to be decided without a person',
);
export const referReason = reason(
  'refer',
  'Tidak ada instansi yang berwenang mengabulkannya (misalnya mengubah putusan pengadilan): petugas memberi rujukan',
  'No body may grant it (such as changing a judgment): a person answers with a referral',
);
export const accusesReason = reason(
  'class',
  'Isinya menyebut penyalahgunaan oleh petugas: periksa apakah berkadar pengawasan',
  'It speaks of abuse by officials: check whether it is an oversight complaint',
);
export const rivalReason = reason(
  'rival',
  'Dua instansi hampir sama kuat; petugas yang memilih',
  'Two bodies are about as likely; a person chooses',
);
const idleWhy = {
  itself: ['yang menolak sendiri', 'the body that refused'],
  unknown: ['tidak ada dalam direktori', 'not in the directory'],
  refused: ['sudah menolak', 'has refused already'],
} as const;
export const idleProposalReason = (name: string, why: keyof typeof idleWhy): Reason =>
  reason(
    'proposed',
    `Usul ${name} tidak diikuti: ${idleWhy[why][0]}`,
    `The proposal of ${name} is not followed: ${idleWhy[why][1]}`,
  );
/** What earlier decisions teach; never with words of the complaint. */
export function learnedReason(name: string, examples: number | undefined): Reason {
  const [many, manyEn] = examples === undefined ? ['', 'earlier'] : [`${examples} `, `${examples} earlier`];
  return reason(
    'learned',
    `Mirip ${many}laporan terdahulu yang ditangani ${name}`,
    `Like ${manyEn} complaints that ${name} handled`,
  );
}
export const partReason = ({ matched }: TopicScore): Reason =>
  reason('topic', `Menangani bagian: ${quoted(matched)}`, `Handles the part: ${quoted(matched)}`);
export const namedPartReason = (alias: string): Reason =>
  reason('named', `Ikut disebut: “${alias}”`, `Named as well: “${alias}”`);
export const borderReason = (name: string): Reason =>
  reason('place', `Di perbatasan: ${name}`, `At the border: ${name}`);
export const severalReason = (names: readonly string[]): Reason =>
  reason(
    'several',
    `Diusulkan ikut menangani: ${names.join(', ')}`,
    `Proposed to contribute: ${names.join(', ')}`,
  );
export const unsureReason = (threshold: number): Reason =>
  reason('unsure', `Belum cukup yakin (ambang ${threshold})`, `Not sure enough (threshold ${threshold})`);
export const erasedReason = reason(
  'erased',
  'Isi laporan dihapus sebelum diputuskan',
  'The words were erased before a decision',
);
export const refusedReason = (names: readonly string[]): Reason =>
  reason('refused', `Sudah ditolak: ${names.join(', ')}`, `Refused by: ${names.join(', ')}`);
export const appealReason = reason(
  'appeal',
  'Pelapor berkeberatan atas pengarsipan',
  'The reporter appeals the archiving',
);
export const quarrelReason = reason(
  'quarrel',
  'Batas penolakan tercapai; tingkat di atas para penolak yang memutuskan',
  'The limit of refusals is reached; the tier above those who refused decides',
);
export const arbitrationReason = reason(
  'arbitration',
  'Diputuskan tingkat di atasnya; tidak dapat ditolak',
  'Decided by the tier above; cannot be declined',
);
