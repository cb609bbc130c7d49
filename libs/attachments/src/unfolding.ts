import type * as Pdf from '@cantoo/pdf-lib';

/** What the library unfolds something into. */
interface Growing {
  readonly buffer: Uint8Array;
  ensureBuffer: (this: Growing, requested: number) => Uint8Array;
}

const limited = new WeakSet<Growing>();
let left = 0;

export class UnfoldsTooFar extends Error {}

/**
 * From now on the library unfolds so many bytes and no more; it has no limit of its own, and a file of some kilobytes that
 * is made for it would fill the memory. All that it unfolds grows by one method, which stops here.
 */
export function unfoldAtMost(
  { decodePDFRawStream, PDFContext, PDFRawStream }: typeof Pdf,
  bytes: number,
): void {
  left = bytes;
  const folded = PDFRawStream.of(PDFContext.create().obj({ Filter: 'RunLengthDecode' }), new Uint8Array());
  const growing = Object.getPrototypeOf(Object.getPrototypeOf(decodePDFRawStream(folded))) as Growing;
  if (limited.has(growing)) return;
  limited.add(growing);
  const { ensureBuffer } = growing;
  growing.ensureBuffer = function (requested) {
    if (requested > this.buffer.byteLength) left -= requested;
    if (left < 0) throw new UnfoldsTooFar();
    return ensureBuffer.call(this, requested);
  };
}

/** Whether that was not enough. */
export const hasUnfoldedTooFar = (): boolean => left < 0;
