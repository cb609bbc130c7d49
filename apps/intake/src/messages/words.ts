import { type EventKind } from '../tracking/event';
import { type Language } from '../tracking/sentence';

/** What a message tells, ready to be put into words; names are written out. */
export interface Telling {
  readonly event: EventKind;
  readonly trackingId: string;
  /** the page of the complaint */
  readonly url: string;
  /** in receipts to the person alone */
  readonly receiptCode?: string;
  /** who said it, and the body that it is about */
  readonly from?: string;
  readonly about?: string;
  /** what was said; absent where nothing may leave the page, or it was erased */
  readonly words?: string;
  /** it happened to the complaint that this one was joined with */
  readonly isFollower: boolean;
}

/** A message in words: for mails, for chats, and for a text message that costs by its length. */
export interface Written {
  readonly subject: string;
  /** Indonesian first, then English */
  readonly text: string;
  /** Indonesian only, at most three parts of a text message */
  readonly short: string;
}

type Sentence = (telling: Telling) => string;
interface Phrases {
  readonly lead: { readonly [K in EventKind]?: Sentence };
  readonly next: { readonly [K in EventKind]?: Sentence };
  readonly more: Sentence;
  readonly onPage: string;
}

/** Three parts of a text message in its own alphabet (GSM 03.38). */
const longestShort = 459;
const longestWords = 3_000;

const indonesian: Phrases = {
  lead: {
    filed: ({ trackingId, receiptCode }) =>
      receiptCode === undefined
        ? `Laporan ${trackingId} kami terima.`
        : `Laporan Anda kami terima dengan nomor ${trackingId}. Kode tanda terima: ${receiptCode}. Simpan kode ini; jangan berikan kepada siapa pun.`,
    question: ({ trackingId, from }) =>
      `${from ?? 'Petugas'} memerlukan keterangan tentang laporan ${trackingId}.`,
    first_answer: ({ trackingId, from }) =>
      `Tanggapan awal ${from ?? 'instansi'} atas laporan ${trackingId}.`,
    answer: ({ trackingId, from }) => `${from ?? 'Instansi'} menjawab laporan ${trackingId}.`,
    archived: ({ trackingId, about }) =>
      `Laporan ${trackingId} diarsipkan.${about === undefined ? '' : ` Rujukan: ${about}.`}`,
    disputed: ({ trackingId }) => `Sanggahan Anda diterima; laporan ${trackingId} dibuka kembali.`,
    reopened: ({ trackingId }) => `Laporan ${trackingId} dibuka kembali.`,
    confirmed: ({ trackingId, isFollower }) =>
      isFollower
        ? `Laporan yang digabung dengan laporan ${trackingId} ditutup.`
        : `Laporan ${trackingId} ditutup karena Anda menyatakannya selesai. Terima kasih.`,
    withdrawn: ({ trackingId }) => `Laporan ${trackingId} ditutup karena Anda menariknya.`,
    closed_by_silence: ({ trackingId, isFollower }) =>
      isFollower
        ? `Laporan yang digabung dengan laporan ${trackingId} ditutup.`
        : `Laporan ${trackingId} ditutup karena tidak ada tanggapan sampai batas waktu.`,
  },
  next: {
    filed: ({ url }) => `Pantau: ${url}`,
    question: ({ url }) => `Balas pesan ini atau buka ${url}`,
    answer: ({ url, isFollower }) =>
      isFollower
        ? `Bila masalah Anda lain, balas SANGGAH atau buka ${url}`
        : `Balas SELESAI atau SANGGAH, atau buka ${url}`,
    archived: ({ url }) => `Bila keberatan, balas SANGGAH atau buka ${url}`,
  },
  more: ({ url }) => `Selengkapnya: ${url}`,
  onPage: 'Isinya hanya dapat dibaca di halaman laporan.',
};

const english: Phrases = {
  lead: {
    filed: ({ trackingId, receiptCode }) =>
      receiptCode === undefined
        ? `Complaint ${trackingId} was received.`
        : `Your complaint was received; its number is ${trackingId}. Receipt code: ${receiptCode}. Keep it, and give it to nobody.`,
    question: ({ trackingId, from }) =>
      `${from ?? 'An officer'} needs information about complaint ${trackingId}.`,
    first_answer: ({ trackingId, from }) =>
      `A first response of ${from ?? 'the body'} to complaint ${trackingId}.`,
    answer: ({ trackingId, from }) => `${from ?? 'The body'} has answered complaint ${trackingId}.`,
    archived: ({ trackingId, about }) =>
      `Complaint ${trackingId} was archived.${about === undefined ? '' : ` You may turn to ${about}.`}`,
    disputed: ({ trackingId }) => `Your dispute was received; complaint ${trackingId} is open again.`,
    reopened: ({ trackingId }) => `Complaint ${trackingId} is open again.`,
    confirmed: ({ trackingId, isFollower }) =>
      isFollower
        ? `The complaint that ${trackingId} was joined with is closed.`
        : `Complaint ${trackingId} is closed, as you said that it is settled. Thank you.`,
    withdrawn: ({ trackingId }) => `Complaint ${trackingId} is closed, as you withdrew it.`,
    closed_by_silence: ({ trackingId, isFollower }) =>
      isFollower
        ? `The complaint that ${trackingId} was joined with is closed.`
        : `Complaint ${trackingId} is closed, as nothing was heard from you in time.`,
  },
  next: {
    filed: ({ url }) => `Follow it: ${url}`,
    question: ({ url }) => `Reply to this message, or open ${url}`,
    answer: ({ url, isFollower }) =>
      isFollower
        ? `If your matter is another one, reply SANGGAH or open ${url}`
        : `Reply SELESAI (settled) or SANGGAH (I dispute it), or open ${url}`,
    archived: ({ url }) => `To object, reply SANGGAH or open ${url}`,
  },
  more: ({ url }) => `More: ${url}`,
  onPage: 'What it says can be read on the page of the complaint only.',
};
const phrases: Readonly<Record<Language, Phrases>> = { id: indonesian, en: english };

/** Events whose words are what it is about. */
const saysMore = new Set<EventKind>(['question', 'first_answer', 'answer', 'archived']);

export const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, Math.max(0, longest - 3)).trimEnd()}...`;

const leadOf = (language: Language, telling: Telling): string =>
  (phrases[language].lead[telling.event] ?? phrases[language].more)(telling);
const nextOf = (language: Language, telling: Telling): string =>
  (phrases[language].next[telling.event] ?? phrases[language].more)(telling);
const isOnPage = ({ event, words }: Telling): boolean => saysMore.has(event) && words === undefined;

function paragraphs(language: Language, telling: Telling): string[] {
  const said = telling.words === undefined ? [] : [cut(telling.words, longestWords)];
  return [
    leadOf(language, telling),
    // The words are those of whoever said them: once is enough.
    ...(language === 'id' ? said : []),
    ...(isOnPage(telling) ? [phrases[language].onPage] : []),
    nextOf(language, telling),
  ];
}

function shortOf(telling: Telling): string {
  const [lead, next] = [leadOf('id', telling), nextOf('id', telling)];
  if (telling.words === undefined) return cut(`${lead} ${next}`, longestShort);
  const words = telling.words.replace(/\s+/g, ' ').trim();
  return `${lead} ${cut(words, longestShort - lead.length - next.length - 2)} ${next}`;
}

/** A message in words; the same for the same telling. */
export function written(telling: Telling): Written {
  const english = paragraphs('en', telling);
  return {
    subject: `[${telling.trackingId}] ${subjectOf(telling)}`,
    text: `${[...paragraphs('id', telling), '----', ...english].join('\n\n')}\n`,
    short: shortOf(telling),
  };
}

/** A receipt code in a subject would be read over shoulders. */
function subjectOf(telling: Telling): string {
  const { receiptCode: _secret, ...open } = telling;
  return cut(`${leadOf('id', open)} / ${leadOf('en', open)}`, 200);
}
