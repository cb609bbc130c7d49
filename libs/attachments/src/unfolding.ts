import type * as Pdf from '@cantoo/pdf-lib';

/** What the library unfolds something into. */
interface Growing {
  readonly buffer: Uint8Array;
  ensureBuffer(this: Growing, requested: number): Uint8Array;
}

/**
 * Most that the tables of a document may unfold to. No picture is among them, so real ones stay far below; a file of a
 * megabyte that is made for it would fill the memory.
 */
const most = 64 * 1024 * 1024;
let left = most;
let turn: Promise<unknown> = Promise.resolve();
const limited = new WeakSet<Growing>();

export class UnfoldsTooFar extends Error {}

/** The library has no limit of its own. Whatever it unfolds grows by one method, which stops here. */
function limit({ decodePDFRawStream, PDFContext, PDFRawStream }: typeof Pdf): void {
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

/** Runs work on one document, one after the other, within the limit. @throws UnfoldsTooFar */
export function withinLimit<T>(pdf: typeof Pdf, work: () => Promise<T>): Promise<T> {
  const mine = turn.then(async () => {
    limit(pdf);
    left = most;
    const done = await work();
    if (left < 0) throw new UnfoldsTooFar();
    return done;
  });
  turn = mine.catch(() => undefined);
  return mine;
}
