import { type Case, type Disposition } from '@satupintu/domain';
import { type TimeZone } from '@satupintu/events';
import { type Turn } from '../desk/waits-for';

/** Words of a brief, Indonesian first; those of docs/glossary.md. */
export const turnWords: Readonly<Record<Turn, string>> = {
  body: 'unit (unit)',
  reporter: 'pelapor (reporter)',
  contributors: 'instansi pendukung (contributors)',
  decision: 'penetapan (decision)',
  lead_case: 'laporan utama (lead case)',
  nobody: '–',
};
export const statusWords: Readonly<Record<Disposition['status'], string>> = {
  offered: 'ditawarkan (offered)',
  accepted: 'diterima (accepted)',
  declined: 'ditolak (declined)',
  answered: 'dijawab (answered)',
  withdrawn: 'ditarik (withdrawn)',
};
export const partWords: Readonly<Record<Disposition['part'], string>> = {
  lead: 'utama (lead)',
  contributor: 'pendukung (contributor)',
};
export const classWords: Readonly<Record<Case['class'], string>> = {
  information_request: 'permintaan informasi',
  aspiration: 'aspirasi',
  complaint: 'pengaduan',
  oversight_complaint: 'pengaduan berkadar pengawasan',
};
export const zoneNames: Readonly<Record<TimeZone, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};
