import { type TimeZone } from '@satupintu/events';
import { type Letter } from '@satupintu/service';
import { type Summary, type SummaryEntry } from './summary';

type Words = Readonly<Record<string, string>>;

const zones: Readonly<Record<TimeZone, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

const classes: Readonly<Record<'id' | 'en', Words>> = {
  id: {
    information_request: 'permintaan informasi',
    aspiration: 'aspirasi',
    complaint: 'pengaduan',
    oversight_complaint: 'pengaduan berkadar pengawasan',
  },
  en: {
    information_request: 'information request',
    aspiration: 'aspiration',
    complaint: 'complaint',
    oversight_complaint: 'oversight complaint',
  },
};

const clockKinds: Readonly<Record<'id' | 'en', Words>> = {
  id: {
    verify_and_forward: 'verifikasi dan penerusan',
    assign_unit: 'penunjukan unit',
    first_follow_up: 'tindak lanjut pertama',
    resolve: 'penyelesaian',
    contribute: 'dukungan instansi lain',
    arbitration: 'penetapan instansi yang berwenang',
    reporter_information_window: 'tanggapan pelapor atas pertanyaan',
    reporter_reply_window: 'tanggapan pelapor atas jawaban',
    review: 'peninjauan berkala',
    acknowledge: 'tanggapan pertama menurut undang-undang',
    decide: 'keputusan menurut undang-undang',
  },
  en: {
    verify_and_forward: 'verification and forwarding',
    assign_unit: 'naming of a unit',
    first_follow_up: 'first follow-up',
    resolve: 'resolution',
    contribute: 'contribution',
    arbitration: 'arbitration',
    reporter_information_window: 'answer of the reporter to a question',
    reporter_reply_window: 'reply of the reporter',
    review: 'periodic review',
    acknowledge: 'first response by law',
    decide: 'decision by law',
  },
};

type Language = 'id' | 'en';
const locales: Readonly<Record<Language, string>> = { id: 'id-ID', en: 'en-GB' };

const when = (instant: string, timeZone: TimeZone, language: Language): string => {
  const format = new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  });
  return `${format.format(new Date(instant))} ${zones[timeZone]}`;
};

const dueWords: Readonly<Record<Language, Readonly<Record<'past' | 'coming', string>>>> = {
  id: { past: 'batas waktu terlampaui', coming: 'batas waktu' },
  en: { past: 'due time passed', coming: 'due' },
};

function line(entry: SummaryEntry, index: number, { timeZone }: Summary, language: Language): string {
  const { trackingId, kind, level, at, dueAt, clockKind } = entry;
  const what = clockKinds[language][clockKind] ?? clockKind;
  const due = dueAt === null ? '-' : when(dueAt, timeZone, language);
  const isPast = kind === 'step' || (dueAt !== null && dueAt <= at);
  const step =
    level === undefined ? '' : `; ${language === 'id' ? 'eskalasi tahap' : 'escalation step'} ${level}`;
  const about = classes[language][entry.class] ?? entry.class;
  const why = language === 'en' ? `\n   ${entry.reason} [${entry.policyVersion}]` : '';
  return `${index + 1}. ${trackingId} (${about}) - ${what}: ${dueWords[language][isPast ? 'past' : 'coming']} ${due}${step}${why}`;
}

const lines = (summary: Summary, language: Language) =>
  summary.items.map((entry, index) => line(entry, index, summary, language)).join('\n');

const more = (summary: Summary, some: (count: number) => string): string[] =>
  summary.count > summary.items.length ? [some(summary.count - summary.items.length)] : [];

/** All that a notice says to people: Indonesian first, then English. `at`: the instant that the summary speaks of; `address`: where one goes on from here. */
export function letterOf(summary: Summary, at: string, address: string): Letter {
  const { complaints, name, timeZone, urgent } = summary;
  const paragraphs = [
    `Yth. ${name},`,
    `${complaints} laporan menunggu tindakan Saudara (keadaan ${when(at, timeZone, 'id')}):`,
    lines(summary, 'id'),
    ...more(summary, (count) => `… dan ${count} hal lainnya.`),
    `Selengkapnya: ${address}`,
    'Surat ini dikirim otomatis oleh satu pintu; mohon tidak dibalas.',
    '----',
    `${complaints} ${complaints === 1 ? 'case waits' : 'cases wait'} for you (as of ${when(at, timeZone, 'en')}), oldest first:`,
    lines(summary, 'en'),
    ...more(summary, (count) => `… and ${count} more.`),
    `All of them: ${address}`,
    'This message was sent by a program; please do not reply.',
  ];
  const mark = urgent ? 'DARURAT / EMERGENCY: ' : '';
  const subject = `${mark}${complaints} laporan menunggu tindakan / ${complaints} ${complaints === 1 ? 'case waits' : 'cases wait'} for you`;
  return { subject, text: `${paragraphs.join('\n\n')}\n` };
}
