const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a over the UTF-8 bytes of a text: 32 bits, unsigned. The same on every machine and for ever. */
export function fnv1a(text: string): number {
  let hash = OFFSET_BASIS;
  for (const byte of Buffer.from(text, 'utf8')) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
}

/** The partition of a key. All adapters use it, so that a log keeps its shape when it moves from one to another. */
export function partitionOf(key: string, partitions: number): number {
  return fnv1a(key) % partitions;
}
