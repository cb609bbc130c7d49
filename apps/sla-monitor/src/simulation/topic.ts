import { partitionOf, type Stored } from '@satupintu/log';

/** A record on the log, and the true time (milliseconds) at which it came there. */
export interface Recorded extends Stored {
  readonly trueTime: number;
}

export interface Text {
  readonly key: string;
  readonly value: string;
}

/** The topic of complaints: partitions, the order within each of them, nothing else. */
export class Topic {
  readonly partitions: Recorded[][];
  /** in the order in which they came, over all partitions: for the trace */
  readonly all: Recorded[] = [];

  constructor(count: number) {
    this.partitions = Array.from({ length: count }, () => []);
  }

  append({ key, value }: Text, trueTime: number): Recorded {
    const partition = partitionOf(key, this.partitions.length);
    const records = this.partitions[partition] ?? [];
    const stored = { partition, offset: records.length, key, value, trueTime };
    records.push(stored);
    this.all.push(stored);
    return stored;
  }

  /** Per partition, the offset after the last record. */
  ends(): number[] {
    return this.partitions.map(({ length }) => length);
  }

  after(partition: number, offset: number, most: number): readonly Recorded[] {
    return this.partitions[partition]?.slice(offset, offset + most) ?? [];
  }
}
