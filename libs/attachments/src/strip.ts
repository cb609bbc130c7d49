import { type AttachmentType } from './kind';
import { Harmful, strippedDocument } from './strip-document';

/** The content begins like a picture and is none, or is a document that is meant to do harm. */
export class Unreadable extends Error {
  readonly code = 'unreadable-attachment';
}

/** About 80 megapixels: above the phones of today, below what would fill the memory of a small server. */
const mostPixels = 80e6;

/**
 * The picture drawn anew: only pixels pass, turned as the camera was held. Places, times, names of devices, thumbnails
 * and anything behind the picture's end stay behind. The library is big, so it is loaded with the first picture.
 */
export async function stripped(content: Buffer, type: AttachmentType): Promise<Buffer> {
  if (type === 'application/pdf') return document(content);
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  try {
    const picture = sharp(content, { limitInputPixels: mostPixels, sequentialRead: true }).autoOrient();
    if (type === 'image/png') return await picture.png().toBuffer();
    if (type === 'image/webp') return await picture.webp({ quality: 90 }).toBuffer();
    return await picture.jpeg({ quality: 90 }).toBuffer();
  } catch (error) {
    throw new Unreadable('the picture cannot be read', { cause: error });
  }
}

async function document(content: Buffer): Promise<Buffer> {
  try {
    return await strippedDocument(content);
  } catch (error) {
    if (!(error instanceof Harmful)) throw error;
    throw new Unreadable('the document is meant to do harm', { cause: error });
  }
}
