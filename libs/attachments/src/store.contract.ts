import { randomBytes, randomUUID } from 'node:crypto';
import { type AttachmentStore } from './store';

/** What every store of attachments does; the definition of one. */
export function attachmentStoreContract(name: string, make: () => AttachmentStore): void {
  describe(`a store of attachments: ${name}`, () => {
    it('gives back what was put, byte for byte', async () => {
      const store = make();
      const id = randomUUID();
      const content = randomBytes(3 * 1024 * 1024);
      await store.put(id, content);
      expect((await store.get(id))?.equals(content)).toBe(true);
    });

    it('takes the same again, and another one in its place', async () => {
      const store = make();
      const id = randomUUID();
      await store.put(id, Buffer.from('first'));
      await store.put(id, Buffer.from('first'));
      await store.put(id, Buffer.from('second'));
      expect((await store.get(id))?.toString()).toBe('second');
    });

    it('has nothing under an id that was never put, or was removed', async () => {
      const store = make();
      const [id, other] = [randomUUID(), randomUUID()];
      expect(await store.get(id)).toBeUndefined();
      await store.put(id, Buffer.from('x'));
      await store.put(other, Buffer.from('y'));
      await store.remove(id);
      await store.remove(id);
      expect(await store.get(id)).toBeUndefined();
      expect((await store.get(other))?.toString()).toBe('y');
    });
  });
}
