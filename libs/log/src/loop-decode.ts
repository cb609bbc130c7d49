import { type Fact, decode } from '@satupintu/events';
import { isOutage } from './fault';
import { type Batch, type Position } from './port';

/** A fact, or why the record cannot be handled as one. */
export type Reading = { readonly fact: Fact } | { readonly fault: unknown; readonly fact?: Fact | undefined };

/** One record on its way through the loop. */
export interface Item extends Position {
  /** the record's key; facts carry the same in `subject` */
  readonly subject: string;
  readonly text: string;
  readonly read: Reading;
}

/**
 * Reads the records of a batch. What cannot be read is an item with a fault. Throws only where waiting helps: at a
 * fact of a version that the next release brings, for which this process waits until it is replaced.
 */
export function decodeBatch(batch: Batch, from = 0): Item[] {
  const items: Item[] = [];
  for (const { key, value, offset } of batch.records) {
    if (offset < from) continue;
    items.push({ partition: batch.partition, offset, subject: key, text: value, read: readFact(key, value) });
  }
  return items;
}

export function readFact(key: string, text: string): Reading {
  try {
    const fact = decode(text);
    // Under another key it would have no place in the order of its subject.
    return fact.subject === key
      ? { fact }
      : { fault: new Error('the record’s key is not the subject of its fact') };
  } catch (fault) {
    if (isOutage(fault)) throw fault;
    return { fault };
  }
}

/** The item as one that cannot be handled, for the reason given. */
export const spoiled = (item: Item, fault: unknown): Item => ({
  ...item,
  read: { fault, fact: item.read.fact },
});

export const factIdOf = (item: Item): string | undefined => item.read.fact?.id;
