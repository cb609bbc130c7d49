export type AttachmentType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf';

const startsWith = (content: Buffer, bytes: readonly number[]) =>
  bytes.every((byte, at) => content[at] === byte);
const asciiAt = (content: Buffer, at: number, text: string) =>
  content.toString('latin1', at, at + text.length) === text;

/** What the content is, whatever its name or the sender says; undefined for anything that is not taken. */
export function kindOf(content: Buffer): AttachmentType | undefined {
  if (startsWith(content, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(content, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (asciiAt(content, 0, 'RIFF') && asciiAt(content, 8, 'WEBP')) return 'image/webp';
  if (asciiAt(content, 0, '%PDF-')) return 'application/pdf';
  return undefined;
}
