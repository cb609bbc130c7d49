import type * as Pdf from '@cantoo/pdf-lib';
import { hasUnfoldedTooFar, unfoldAtMost, UnfoldsTooFar } from './unfolding';

/** Most that the tables of a document may unfold to. No picture is among them, so real ones stay far below. */
const mostUnfolded = 64 * 1024 * 1024;

/**
 * The document without what its program wrote about who made it, when and with what (Info, XMP, of pages too). One that
 * the library cannot read stays as it is: it may still open elsewhere.
 * Not for two at once.
 * @throws UnfoldsTooFar for one that is made to fill the memory
 */
export async function withoutMetadata(content: Uint8Array): Promise<Uint8Array> {
  // The library is big, so it is loaded with the first document.
  const pdf = await import('@cantoo/pdf-lib');
  unfoldAtMost(pdf, mostUnfolded);
  const kept = await redrawn(content, pdf).catch(() => content);
  if (hasUnfoldedTooFar()) throw new UnfoldsTooFar();
  return kept;
}

async function redrawn(
  content: Uint8Array,
  { PDFDocument, PDFDict, PDFName, PDFRef, PDFStream }: typeof Pdf,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(content, { updateMetadata: false, throwOnInvalidObject: true });
  // What is no document at all is read as an empty one.
  if (document.getPageCount() === 0) return content;
  const { context } = document;
  const { Info: info } = context.trailerInfo;
  if (info instanceof PDFRef) context.delete(info);
  delete context.trailerInfo.Info;
  const metadata = PDFName.of('Metadata');
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFStream ? object.dict : object;
    if (!(dict instanceof PDFDict)) continue;
    if (dict.get(PDFName.of('Type')) === metadata) context.delete(ref);
    dict.delete(metadata);
    dict.delete(PDFName.of('PieceInfo'));
  }
  return document.save({ addDefaultPage: false, updateFieldAppearances: false });
}
