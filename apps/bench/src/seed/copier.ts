import { idOf } from '@satupintu/events';
import { partitionOf } from '@satupintu/log';
import { keyringOf, type NewKeys, sealWith } from '@satupintu/vault';
import { randomInt, randomUUID } from 'node:crypto';
import { type Example, offsetToken, partitionToken } from './example';
import { differingIn, fill } from './places';

/** Words of an example, opened. */
export interface Opened {
  readonly complaint: string;
  readonly part: 'identity' | 'narrative';
  readonly field: string;
  readonly value: unknown;
}

/** Where the next fact of each partition goes. */
export class Ends {
  constructor(private readonly next: number[]) {}

  get all(): readonly number[] {
    return this.next;
  }

  /** Room for so many facts. @returns the partition of the complaint, and the first offset */
  take(complaint: string, facts: number): { partition: number; offset: number } {
    const partition = partitionOf(complaint, this.next.length);
    const offset = this.next[partition] ?? 0;
    this.next[partition] = offset + facts;
    return { partition, offset };
  }
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const letters = (count: number) =>
  Array.from({ length: count }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
/** Nobody has the receipt code of a copy, so the last character need not be the one that checks the others. */
const trackingId = () => `SP-${letters(4)}-${letters(4)}-${letters(4)}`;

/** What a copy is made with: a new key for each of its complaints. */
export interface Copy {
  readonly complaints: readonly string[];
  readonly keys: readonly NewKeys[];
  readonly values: readonly string[];
}

type Maker = (values: readonly string[], complaints: readonly string[], keys: readonly NewKeys[]) => string;

/** Makes copies of one example: what fills its places, sealed anew under keys of their own. */
export class Copier {
  /** in an order in which what one needs is there before */
  private readonly makers: readonly (readonly [place: number, maker: Maker])[];
  private readonly places: ReadonlyMap<string, number>;

  constructor(
    readonly example: Example,
    private readonly opened: ReadonlyMap<string, Opened>,
  ) {
    this.places = new Map(example.places.tokens.map((token, place) => [token, place]));
    this.makers = this.inOrder().map((token) => [this.placeOf(token), this.makerOf(token)] as const);
  }

  copy(keys: readonly NewKeys[], ends: Ends): Copy {
    const { example } = this;
    const values: string[] = Array.from({ length: this.places.size });
    const complaints = example.complaints.map(() => randomUUID());
    example.complaints.forEach((original, k) => {
      const complaint = complaints[k] ?? '';
      const facts = example.facts[k] ?? 0;
      const { partition, offset } = ends.take(complaint, facts);
      this.set(values, original, complaint);
      this.set(values, partitionToken(original), String(partition));
      for (let nth = 0; nth < facts; nth += 1)
        this.set(values, offsetToken(original, nth), String(offset + nth));
    });
    for (const [place, make] of this.makers) values[place] = make(values, complaints, keys);
    return { complaints, keys, values };
  }

  private set(values: string[], token: string, value: string): void {
    const place = this.places.get(token);
    if (place !== undefined) values[place] = value;
  }

  private placeOf(token: string): number {
    const place = this.places.get(token);
    if (place === undefined) throw new Error(`no place of the life holds ${token}`);
    return place;
  }

  /** All that `copy` does not set itself; ids after those that they follow from. */
  private inOrder(): string[] {
    const { places, keys, complaints } = this.example;
    const free = places.tokens.filter((token) => !complaints.includes(token) && !token.includes(' '));
    const depth = (token: string): number => {
      const key = keys.get(token);
      return key === undefined ? 0 : 1 + Math.max(...differingIn(key).map(depth));
    };
    return free
      .map((token) => [depth(token), token] as const)
      .sort(([one], [other]) => one - other)
      .map(([, token]) => token);
  }

  private makerOf(token: string): Maker {
    if (token.startsWith('SP-')) return trackingId;
    if (token.startsWith('s1.')) return this.sealer(token);
    const key = this.example.keys.get(token);
    if (key === undefined) return () => randomUUID();
    const template = this.example.places.template(key);
    return (values) => idOf(fill(template, values));
  }

  private sealer(token: string): Maker {
    const words = this.opened.get(token);
    if (!words) throw new Error('a row holds sealed words that no fact says');
    const { part, field, value } = words;
    const k = this.example.complaints.indexOf(words.complaint);
    return (_values, complaints, keys) => {
      const own = keys[k];
      if (!own) throw new Error('a copy has fewer keys than complaints');
      return sealWith(keyringOf(own), complaints[k] ?? '', part, field, value);
    };
  }
}
