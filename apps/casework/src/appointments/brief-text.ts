import { type DirectoryIndex, localDate, sinceMidnight } from '@satupintu/domain';
import { type TimeZone } from '@satupintu/events';
import { endOfDayAt } from '../desk/local-day';
import { type BriefItem, type handoverHead } from './brief';
import { classWords, partWords, statusWords, turnWords, zoneNames } from './brief-words';

type Head = ReturnType<typeof handoverHead> & { readonly moved: number; readonly state: string };

const two = (n: number) => String(n).padStart(2, '0');

/** `2026-03-17 16.00 WIB` */
function localTime(instant: string, zone: TimeZone): string {
  const minutes = Math.floor(sinceMidnight(Date.parse(instant), zone) / 60_000);
  return `${localDate(instant, zone)} ${two(Math.floor(minutes / 60))}.${two(minutes % 60)} ${zoneNames[zone]}`;
}

const row = (...cells: readonly (string | number)[]) =>
  `| ${cells.map((cell) => String(cell).replaceAll('|', '/')).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly string[]) => [
  row(...head),
  row(...head.map(() => '---')),
  ...rows,
];

/** A brief to read and to print: whose cases, how many, and each of them in the order in which it is due. */
export function briefText(
  head: Head,
  items: readonly BriefItem[],
  directory: DirectoryIndex,
  now: string,
): string {
  const zone = directory.timeZoneOf(head.organisation, head.toUnit ?? head.unit);
  return [
    ...headLines(head, directory, (instant) => localTime(instant, zone), now),
    '',
    ...summaryLines(items, now, endOfDayAt(now, zone)),
    '',
    ...caseLines(items, now, (instant) => localTime(instant, zone)),
    '',
  ].join('\n');
}

type Told = (instant: string) => string;

function headLines(head: Head, directory: DirectoryIndex, told: Told, now: string): string[] {
  const { organisation, unit, toUnit, leaving, arriving } = head;
  const nameOf = (code: string | undefined) =>
    code === undefined ? 'tanpa unit (no unit named)' : (directory.unit(code)?.name ?? code);
  return [
    '# Serah terima laporan (hand-over)',
    '',
    `- Instansi (body): ${directory.organisation(organisation)?.name ?? organisation}`,
    `- Dari (from): ${nameOf(unit)}`,
    ...(toUnit === undefined
      ? []
      : [`- Ke (to): ${nameOf(toUnit)}, ${head.moved} dari (of) ${head.cases} berpindah (moved)`]),
    ...(leaving === undefined ? [] : [`- Pejabat lama (leaving): ${leaving}`]),
    ...(arriving === undefined ? [] : [`- Pejabat baru (arriving): ${arriving}`]),
    `- Berlaku (in force): ${told(head.at)}`,
    `- Keadaan per (as of): ${told(now)}`,
  ];
}

const isOverdue = ({ dueAt }: BriefItem, now: string) => dueAt !== undefined && dueAt <= now;

function summaryLines(items: readonly BriefItem[], now: string, today: string): string[] {
  const late = items.filter((item) => isOverdue(item, now)).length;
  const soon = items.filter(({ dueAt }) => dueAt !== undefined && dueAt > now && dueAt <= today).length;
  const turnOf = (turn: BriefItem['waitsFor']) => items.filter(({ waitsFor }) => waitsFor === turn).length;
  return [
    '## Ringkasan (summary)',
    '',
    `- Terbuka (open): ${items.length}; terlambat (overdue): ${late}; jatuh tempo hari ini (due today): ${soon}`,
    `- Giliran (turn): unit ${turnOf('body')}, pelapor (reporter) ${turnOf('reporter')}, instansi pendukung (contributors) ${turnOf('contributors')}, penetapan (decision) ${turnOf('decision')}`,
    `- Forum koordinasi berisi pesan (threads with messages): ${items.filter(({ thread }) => thread).length}`,
  ];
}

const caseHead = [
  'Tenggat (due)',
  'Nomor (tracking id)',
  'Jenis (class)',
  'Bagian (part)',
  'Status (status)',
  'Giliran (turn)',
  'Pelapor menunggu sejak (waits since)',
  'Sanggahan (disputes)',
  'Forum (thread)',
];

function caseLines(items: readonly BriefItem[], now: string, told: Told): string[] {
  const dueOf = (item: BriefItem) => {
    if (item.dueAt === undefined) return '–';
    return isOverdue(item, now) ? `**terlambat** ${told(item.dueAt)}` : told(item.dueAt);
  };
  const threadOf = ({ thread }: BriefItem) =>
    thread ? `${thread.messages}, ${thread.by.organisation ?? '–'} ${told(thread.lastAt)}` : '–';
  const rows = items.map((item) =>
    row(
      dueOf(item),
      item.trackingId,
      [classWords[item.class], item.category ?? ''].join(' ').trim(),
      partWords[item.part],
      statusWords[item.status],
      turnWords[item.waitsFor],
      item.reporter.waitsSince === undefined ? '–' : told(item.reporter.waitsSince),
      item.reporter.disputes,
      threadOf(item),
    ),
  );
  return [
    '## Laporan terbuka, yang jatuh tempo lebih dulu (open cases, what is due first)',
    '',
    ...table(caseHead, rows),
  ];
}
