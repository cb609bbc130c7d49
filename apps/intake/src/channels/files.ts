import { Problem } from '@satupintu/service';
import { type Upload } from '../attachments/upload';
import { type Adapter, type Incoming, type IncomingFile } from './adapter';
import { type Door } from './kept';
import { type Settings } from './settings';

export interface TakenFiles {
  readonly attachments: readonly string[];
  readonly refused: number;
}

/**
 * The files of a message as attachments: judged and stripped as uploads are. One that is not taken does not hold up the
 * words that it came with. The same message gives the same ids.
 */
export async function takeFiles(
  upload: Upload,
  adapter: Adapter,
  door: Door,
  { id, files = [] }: Incoming,
  settings: Settings | undefined,
): Promise<TakenFiles> {
  const attachments: string[] = [];
  for (const [index, file] of files.entries()) {
    const content = await contentOf(adapter, file, settings);
    const taken =
      content &&
      (await taking(upload.upload(content, `channel:${door.name}:${door.operator}`, `${id}:${index}`)));
    if (taken) attachments.push(taken.id);
  }
  return { attachments, refused: files.length - attachments.length };
}

async function contentOf(
  adapter: Adapter,
  file: IncomingFile,
  settings: Settings | undefined,
): Promise<Buffer | undefined> {
  if ('content' in file) return file.content;
  return settings && adapter.fetch?.(file.reference, settings);
}

async function taking<T>(upload: Promise<T>): Promise<T | undefined> {
  try {
    return await upload;
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return undefined;
    throw error;
  }
}
