import type * as Pdf from '@cantoo/pdf-lib';
import { withinLimit } from './unfolding';

/**
 * The document without what its program wrote about who made it, when and with what (Info, XMP, of pages too). One that
 * is signed stays as it is, because its signature is evidence and would break; so does one that is locked, or that the
 * library cannot read: it may still open elsewhere. Pictures inside are not drawn anew. The library is big, so it is
 * loaded with the first document.
 * @throws UnfoldsTooFar for one that is made to fill the memory
 */
export async function strippedDocument(content: Buffer): Promise<Buffer> {
  if (content.includes('/ByteRange')) return content;
  const pdf = await import('@cantoo/pdf-lib');
  return withinLimit(pdf, () => withoutMetadata(content, pdf).catch(() => content));
}

async function withoutMetadata(
  content: Buffer,
  { PDFDocument, PDFDict, PDFName, PDFRef, PDFStream }: typeof Pdf,
): Promise<Buffer> {
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
  return Buffer.from(await document.save({ addDefaultPage: false, updateFieldAppearances: false }));
}
