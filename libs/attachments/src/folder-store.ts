import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type AttachmentStore, StoreAway } from './store';

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Contents as files of a folder that all processes of intake share: `<folder>/ab/<id>`. */
export class FolderStore implements AttachmentStore {
  constructor(private readonly folder: string) {}

  async put(id: string, content: Buffer): Promise<void> {
    const path = this.pathOf(id);
    const unfinished = `${path}.${randomUUID()}`;
    await orAway(async () => {
      await mkdir(dirname(path), { recursive: true });
      const file = await open(unfinished, 'w', 0o600);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      // Whole or not at all, whatever dies in between.
      await rename(unfinished, path);
    });
  }

  async get(id: string): Promise<Buffer | undefined> {
    return orAway(() =>
      readFile(this.pathOf(id)).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      }),
    );
  }

  async remove(id: string): Promise<void> {
    await orAway(() => rm(this.pathOf(id), { force: true }));
  }

  private readonly pathOf = (id: string) => join(this.folder, id.slice(0, 2), id);
}

async function orAway<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new StoreAway('the folder of attachments cannot be used', { cause: error });
  }
}
