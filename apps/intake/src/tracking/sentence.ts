import { type EventKind } from './event';

export type Language = 'id' | 'en';

/** What a sentence may speak of; names are written out. */
export interface SentenceParts {
  readonly about?: string | undefined;
  readonly level?: number | undefined;
  readonly purpose?: string | undefined;
  readonly way?: string | undefined;
  readonly scope?: 'identity' | 'all' | undefined;
}

type Sentence = (parts: SentenceParts) => string;
const ways: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  id: { email: 'surel', sms: 'SMS', whatsapp: 'WhatsApp', social: 'media sosial', partner: 'aplikasi mitra' },
  en: {
    email: 'e-mail',
    sms: 'text message',
    whatsapp: 'WhatsApp',
    social: 'social media',
    partner: 'the partner’s app',
  },
};
const way = (language: Language, { way: code = '' }: SentenceParts) => ways[language][code] ?? code;
const body = ({ about }: SentenceParts, fallback: string) => about ?? fallback;

const indonesian: Readonly<Record<EventKind, Sentence>> = {
  filed: () => 'Laporan diterima.',
  triage: (parts) => `Menunggu petugas menentukan instansi yang berwenang (${body(parts, 'koordinator')}).`,
  question: () => 'Anda diminta melengkapi keterangan.',
  corrected: () => 'Petugas memperbaiki judul, klasifikasi, atau kategori. Kata-kata Anda tidak diubah.',
  archived: ({ about }) =>
    about === undefined ? 'Laporan diarsipkan.' : `Laporan diarsipkan. Rujukan: ${about}.`,
  offered: (parts) => `Diteruskan kepada ${body(parts, 'instansi')}.`,
  declined: ({ about }) =>
    about === undefined
      ? 'Instansi menyatakan bukan wewenangnya.'
      : `Instansi menyatakan bukan wewenangnya dan mengusulkan ${about}.`,
  arbitration: (parts) => `Instansi saling menolak; diputuskan oleh ${body(parts, 'tingkat di atasnya')}.`,
  arbitration_decided: (parts) => `Diputuskan: ${body(parts, 'instansi')} wajib menangani.`,
  accepted: () => 'Laporan diterima untuk ditangani.',
  unit_assigned: (parts) => `Ditangani oleh ${body(parts, 'unit kerja')}.`,
  first_answer: () => 'Tanggapan awal diberikan.',
  answer: () => 'Jawaban diberikan.',
  contributor_invited: (parts) => `${body(parts, 'Instansi lain')} diminta ikut membantu.`,
  handed_over: (parts) => `Penanganan beralih kepada ${body(parts, 'instansi lain')}.`,
  merged: () => 'Digabung dengan laporan lain tentang hal yang sama. Nomor Anda tetap berlaku.',
  unmerged: () => 'Dipisahkan lagi dari laporan lain.',
  information: () => 'Anda memberi keterangan.',
  confirmed: () => 'Anda menyatakan laporan selesai.',
  disputed: () => 'Anda menyanggah. Laporan dibuka kembali.',
  withdrawn: () => 'Anda menarik laporan.',
  reopened: () => 'Anda menanggapi setelah ditutup. Laporan dibuka kembali.',
  erased: ({ scope }) =>
    scope === 'all'
      ? 'Identitas dan kata-kata Anda dihapus untuk selamanya.'
      : 'Identitas Anda dihapus untuk selamanya.',
  identity_viewed: ({ purpose }) => `Identitas Anda dilihat petugas. Alasan: ${purpose ?? '–'}`,
  deadline_missed: (parts) => `Batas waktu terlewati oleh ${body(parts, 'instansi')}.`,
  miss_annulled: () => 'Ternyata masih dalam batas waktu; catatan keterlambatan dicabut.',
  escalated: (parts) => `Dinaikkan ke tingkat ${parts.level ?? 1}: ${body(parts, 'tingkat di atasnya')}.`,
  closed_by_silence: () => 'Ditutup karena tidak ada tanggapan Anda sampai batas waktu.',
  question_lapsed: () => 'Tidak ada keterangan sampai batas waktu; penanganan dilanjutkan.',
  examined: () => 'Ombudsman memeriksa penanganan laporan ini.',
  result_report: () => 'Ombudsman menyampaikan laporan hasil pemeriksaan kepada instansi.',
  recommendation: () => 'Ombudsman menerbitkan rekomendasi.',
  examination_closed: () => 'Pemeriksaan Ombudsman selesai.',
  intervention: () => 'Ombudsman meminta instansi segera menjawab.',
  message_delivered: (parts) => `Jawaban telah sampai kepada Anda melalui ${way('id', parts)}.`,
  message_failed: (parts) =>
    `Pesan melalui ${way('id', parts)} tidak dapat kami sampaikan; isinya ada di halaman ini.`,
};

const english: Readonly<Record<EventKind, Sentence>> = {
  filed: () => 'Complaint received.',
  triage: (parts) => `Waiting for an officer to find the competent body (${body(parts, 'coordinator')}).`,
  question: () => 'You are asked for more information.',
  corrected: () => 'An officer corrected title, class or category. Your own words stay as they are.',
  archived: ({ about }) => (about === undefined ? 'Archived.' : `Archived. You may turn to ${about}.`),
  offered: (parts) => `Forwarded to ${body(parts, 'a body')}.`,
  declined: ({ about }) =>
    about === undefined
      ? 'The body says that it is not competent.'
      : `The body says that it is not competent and names ${about}.`,
  arbitration: (parts) => `Bodies refuse each other; ${body(parts, 'the tier above')} decides.`,
  arbitration_decided: (parts) => `Decided: ${body(parts, 'the body')} must handle it.`,
  accepted: () => 'Taken on for handling.',
  unit_assigned: (parts) => `Handled by ${body(parts, 'a unit')}.`,
  first_answer: () => 'A first answer was given.',
  answer: () => 'The answer was given.',
  contributor_invited: (parts) => `${body(parts, 'Another body')} is asked to help.`,
  handed_over: (parts) => `Handed over to ${body(parts, 'another body')}.`,
  merged: () => 'Joined with another complaint about the same thing. Your number stays valid.',
  unmerged: () => 'Parted again from the other complaint.',
  information: () => 'You gave information.',
  confirmed: () => 'You confirmed that it is settled.',
  disputed: () => 'You disputed it. The case is open again.',
  withdrawn: () => 'You withdrew the complaint.',
  reopened: () => 'You replied after it was closed. The case is open again.',
  erased: ({ scope }) =>
    scope === 'all'
      ? 'Your identity and your words were erased for ever.'
      : 'Your identity was erased for ever.',
  identity_viewed: ({ purpose }) => `An officer looked at your identity. Purpose: ${purpose ?? '–'}`,
  deadline_missed: (parts) => `The deadline passed; accountable: ${body(parts, 'the body')}.`,
  miss_annulled: () => 'It was in time after all; the miss is taken back.',
  escalated: (parts) => `Raised to step ${parts.level ?? 1}: ${body(parts, 'the tier above')}.`,
  closed_by_silence: () => 'Closed, as nothing was heard from you in time.',
  question_lapsed: () => 'Nothing was heard from you in time; handling goes on.',
  examined: () => 'The Ombudsman examines how this was handled.',
  result_report: () => 'The Ombudsman sent its report to the body.',
  recommendation: () => 'The Ombudsman issued a recommendation.',
  examination_closed: () => 'The Ombudsman’s examination has ended.',
  intervention: () => 'The Ombudsman demands an answer from the body.',
  message_delivered: (parts) => `The answer has reached you by ${way('en', parts)}.`,
  message_failed: (parts) =>
    `A message by ${way('en', parts)} could not be delivered; what it says stands on this page.`,
};

/** One event as a sentence for the reporter. */
export const sentence = (language: Language, kind: EventKind, parts: SentenceParts): string =>
  (language === 'en' ? english : indonesian)[kind](parts);
