/** Stands above what our mail quotes of the case, so that whoever answers below loses nothing of the own words. */
export const REPLY_ABOVE = '--- Tulis balasan di atas garis ini / Write your reply above this line ---';

/** Where an earlier message begins, as programs for mail write it in Indonesian and English. */
const beginnings: readonly RegExp[] = [
  /^-{2,}\s*Tulis balasan di atas garis ini/i,
  /^-{2,}\s*(Original Message|Pesan Asli|Forwarded message|Pesan yang diteruskan)\s*-{2,}$/i,
  /^(On|Pada)\b.{3,200}\b(wrote|menulis)\s*:$/is,
  /^_{10,}$/,
];
const headerBelow = /^\*?(Sent|Date|Dikirim|Tanggal|To|Kepada|Subject|Subjek|Perihal)\s*:/i;
const signature = /^--\s*$/;

/**
 * What a mail says itself, without what it quotes and without its signature. Where nothing would be left, all of it: an
 * answer below the quotation must not be lost with it.
 */
export function withoutQuotation(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const end = lines.findIndex((_, index) => beginsQuotation(lines, index));
  const above = (end < 0 ? lines : lines.slice(0, end)).filter((line) => !line.startsWith('>'));
  const signed = above.findIndex((line) => signature.test(line));
  const said = (signed < 0 ? above : above.slice(0, signed)).join('\n').trim();
  return said === '' ? answersBelow(lines) || text.trim() : said;
}

function beginsQuotation(lines: readonly string[], index: number): boolean {
  const line = (lines[index] ?? '').trim();
  const next = (lines[index + 1] ?? '').trim();
  // A block of headers, as Outlook quotes them.
  if (/^\*?(From|Dari)\s*:/i.test(line)) return headerBelow.test(next);
  // "On … wrote:" is broken in two where it is long.
  const joined = /^(On|Pada)\b/i.test(line) && !line.endsWith(':') ? `${line} ${next}` : line;
  return beginnings.some((beginning) => beginning.test(joined));
}

/** Written between or below the lines of a quotation. */
const answersBelow = (lines: readonly string[]): string =>
  lines
    .filter((line, index) => !line.startsWith('>') && !beginsQuotation(lines, index))
    .join('\n')
    .trim();
