import { type Reason } from '@satupintu/events';
import { type Refusal, type UsualRoute, type WaitingCase, type Waits } from './read-handover';

/** What the notes are written from: facts that were counted, and names of the directory. Never a reporter’s words. */
export interface Noted {
  readonly waits: Waits;
  /** the time that the sums of the past are of */
  readonly days: number;
  readonly oldest?: WaitingCase & { readonly trackingId: string };
  readonly dueNext: readonly (WaitingCase & { readonly trackingId: string })[];
  readonly routes: readonly UsualRoute[];
  readonly refusals: readonly Refusal[];
  /** name of an organisation or a unit, as in the directory */
  readonly nameOf: (code: string) => string;
}

const line = (kind: string, text: string, textEn: string): Reason => ({ kind, text, textEn });
/** The reader sees the local time beside it; here the day and hour in UTC are enough. */
const instant = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

function waitsLine({ triage, arbitration, emergencies, overdue }: Waits): Reason {
  if (triage + arbitration === 0) return line('waits', 'Tidak ada laporan yang menunggu', 'Nothing waits');
  return line(
    'waits',
    `${triage} laporan menunggu verifikasi dan ${arbitration} menunggu penetapan; ${emergencies} darurat, ${overdue} lewat batas waktu`,
    `${triage} complaints wait for triage and ${arbitration} for arbitration; ${emergencies} emergencies, ${overdue} past due`,
  );
}

const oldestLine = ({ trackingId, since }: { trackingId: string; since: string }): Reason =>
  line(
    'oldest',
    `Paling lama menunggu: ${trackingId}, sejak ${instant(since)}`,
    `Waiting longest: ${trackingId}, since ${instant(since)}`,
  );

const dueLine = (next: readonly { trackingId: string; dueAt?: string }[]): Reason => {
  const list = next.map(({ trackingId, dueAt = '' }) => `${trackingId} (${instant(dueAt)})`).join(', ');
  return line('due', `Batas waktu terdekat: ${list}`, `Due next: ${list}`);
};

const routeLine = ({ category, organisation, unit, count }: UsualRoute, noted: Noted): Reason => {
  const to =
    unit === undefined ? noted.nameOf(organisation) : `${noted.nameOf(unit)}, ${noted.nameOf(organisation)}`;
  return line(
    'route',
    `${category ?? 'Tanpa kategori'}: biasanya ke ${to} (${count} laporan dalam ${noted.days} hari)`,
    `${category ?? 'No category'}: usually to ${to} (${count} complaints in ${noted.days} days)`,
  );
};

function refusalLine({ organisation, ground, proposed, count }: Refusal, { nameOf, days }: Noted): Reason {
  const [to, toEn] =
    proposed === undefined
      ? ['', '']
      : [`, mengusulkan ${nameOf(proposed)}`, `, proposing ${nameOf(proposed)}`];
  return line(
    'refusal',
    `${nameOf(organisation)} menolak ${count} kali dalam ${days} hari: “${ground}”${to}`,
    `${nameOf(organisation)} refused ${count} times in ${days} days: “${ground}”${toEn}`,
  );
}

/** What a new officer should read first, in the order to act on it. */
export function handoverLines(noted: Noted): Reason[] {
  const { waits, oldest, dueNext, routes, refusals } = noted;
  return [
    waitsLine(waits),
    ...(oldest ? [oldestLine(oldest)] : []),
    ...(dueNext.length > 0 ? [dueLine(dueNext)] : []),
    ...routes.map((route) => routeLine(route, noted)),
    ...refusals.map((refusal) => refusalLine(refusal, noted)),
  ];
}
