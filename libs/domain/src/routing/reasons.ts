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
  'Yang diadukan pimpinan daerah atau inspektoratnya: ke inspektorat tingkat di atasnya',
  'The accused heads the government or its inspectorate: to the inspectorate of the tier above',
);
export const noInspectorateReason = reason(
  'oversight',
  'Pengaduan berkadar pengawasan tentang lembaga pusat: diteruskan petugas ke pengawas internalnya',
  'Oversight complaint about a national body: an officer passes it to its internal supervisor',
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
export const arbitrationReason = reason(
  'arbitration',
  'Diputuskan tingkat di atasnya; tidak dapat ditolak',
  'Decided by the tier above; cannot be declined',
);
