import { firstBatch } from './batch-limit';
import { type Stored } from './port';

const MOST_RECORDS = 3_000;
const MOST_BYTES = 3 * 1024 * 1024;

/** What has been fetched of one partition and not been taken yet. */
export class KafkaFeed {
  private records: Stored[] = [];
  private bytes = 0;
  private next: number;

  /** @param from the offset that is fetched first */
  constructor(private from: number) {
    this.next = from;
  }

  /** Whether `offset` is in here or the next to come; otherwise fetching must begin anew at it. */
  holds(offset: number): boolean {
    return offset >= this.from && offset <= this.next;
  }

  /** The offset that is to be fetched next. */
  get end(): number {
    return this.next;
  }

  add(fetched: readonly Stored[]): void {
    for (const record of fetched) {
      if (record.offset < this.next) continue;
      this.records.push(record);
      this.bytes += record.value.length;
      this.next = record.offset + 1;
    }
  }

  /** The batch that begins at `offset`. What stands before it is forgotten; the batch itself stays until then. */
  batch(offset: number, size: number): readonly Stored[] {
    const first = this.records.findIndex((record) => record.offset >= offset);
    const gone = this.records.splice(0, first === -1 ? this.records.length : first);
    for (const record of gone) this.bytes -= record.value.length;
    this.from = offset;
    return firstBatch(this.records, 0, size);
  }

  /** Fetching more should wait. */
  get full(): boolean {
    return this.records.length >= MOST_RECORDS || this.bytes >= MOST_BYTES;
  }

  /** Fetching should go on, before this runs dry. */
  get low(): boolean {
    return this.records.length <= MOST_RECORDS / 2 && this.bytes <= MOST_BYTES / 2;
  }
}
