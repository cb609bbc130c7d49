import { type MultipartFile } from '@fastify/multipart';
import { tooLarge } from '@satupintu/attachments';
import { Problem } from '@satupintu/service';

/**
 * The whole content of an uploaded file. A file that is cut at the limit does not always raise a fault: where the cut
 * falls between two chunks, only its mark tells. @throws Problem 413
 */
export async function wholeOf(part: Pick<MultipartFile, 'toBuffer' | 'file'>): Promise<Buffer> {
  const content = await part.toBuffer();
  if (part.file.truncated) throw tooLarge();
  return content;
}

/** What went wrong while a multipart body was read, as the caller is told. */
export function asUploadProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { code } = error as { code?: string };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return tooLarge();
  return new Problem(400, 'malformed-multipart', 'The multipart body cannot be read.');
}
