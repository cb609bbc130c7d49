import { type Stored } from './port';

export const BATCH_SIZE = 500;
/** A batch ends before it grows beyond this, so that large records do not fill the memory. */
export const BATCH_BYTES = 4 * 1024 * 1024;

/** The first records that make up one batch: at least one, at most `size`, and no more bytes than a batch may have. */
export function firstBatch(records: readonly Stored[], from: number, size: number): readonly Stored[] {
  let end = from;
  let bytes = 0;
  for (; end < records.length && end - from < size; end++) {
    bytes += records[end]?.value.length ?? 0;
    if (bytes > BATCH_BYTES && end > from) break;
  }
  return records.slice(from, end);
}
