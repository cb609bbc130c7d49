import { hashed, hashText, mixed, seedOf } from './hash';
import { type FeatureInput } from './rows';
import { cleaned, type Meanings, type Word, wordsOf } from './spelling';

/** Feature hash → how often it occurs, or how strong it is. */
export type Counts = Map<number, number>;

/** Kinds of features; each is brought to length one before it is weighed, so that none drowns another. */
export const blocks = ['words', 'letters', 'stems', 'title', 'findings'] as const;
export type Block = (typeof blocks)[number];

/** The features of one complaint in few bytes: block after block; `ends` says where each ends. */
export interface Bag {
  readonly hashes: Int32Array;
  readonly counts: Float32Array;
  readonly ends: Uint32Array;
}

/** `withLetters`: runs of letters find misspelt words, but are nine tenths of the work. */
export interface Reading {
  readonly meanings: Meanings;
  readonly withLetters: boolean;
}

const seeds = Object.fromEntries(blocks.map((block, kind) => [block, seedOf(kind)])) as Record<Block, number>;

/** Beyond this only few complaints go on, and they repeat themselves. */
const mostCharacters = 4000;
const titleTimes = 2;

/** Everything that the model looks at in one complaint. */
export function bagOf(input: FeatureInput, { meanings, withLetters }: Reading): Bag {
  const title = cleaned((input.title ?? '').slice(0, mostCharacters));
  const text = cleaned(input.text.slice(0, mostCharacters));
  const titled = wordsOf(title, meanings);
  const said = wordsOf(text, meanings);
  const bag: Record<Block, Counts> = {
    words: new Map(),
    letters: new Map(),
    stems: new Map(),
    title: new Map(),
    findings: findingsIn(input),
  };
  addWords(bag.words, titled, titleTimes);
  addWords(bag.words, said, 1);
  addStems(bag.stems, titled, titleTimes);
  addStems(bag.stems, said, 1);
  if (withLetters) {
    addLetters(bag.letters, title, titleTimes);
    addLetters(bag.letters, text, 1);
  }
  for (const { stem } of titled) add(bag.title, hashText(seeds.title, stem), 1);
  return packed(bag);
}

function packed(bag: Record<Block, Counts>): Bag {
  const sizes = blocks.map((block) => bag[block].size);
  const size = sizes.reduce((sum, each) => sum + each, 0);
  const [hashes, counts] = [new Int32Array(size), new Float32Array(size)];
  const ends = new Uint32Array(blocks.length);
  let at = 0;
  blocks.forEach((block, index) => {
    for (const [hash, count] of bag[block]) {
      hashes[at] = hash;
      counts[at] = count;
      at += 1;
    }
    ends[index] = at;
  });
  return { hashes, counts, ends };
}

const add = (counts: Counts, hash: number, times: number) =>
  counts.set(hash, (counts.get(hash) ?? 0) + times);

function addWords(counts: Counts, words: readonly Word[], times: number): void {
  let before = '';
  for (const { raw, meant } of words) {
    add(counts, hashText(seeds.words, meant), times);
    if (raw !== meant) add(counts, hashText(seeds.words, raw), times);
    if (before !== '') add(counts, hashText(seeds.words, `${before} ${meant}`), times);
    before = meant;
  }
}

function addStems(counts: Counts, words: readonly Word[], times: number): void {
  let before = '';
  for (const { stem } of words) {
    add(counts, hashText(seeds.stems, stem), times);
    if (before !== '') add(counts, hashText(seeds.stems, `${before} ${stem}`), times);
    before = stem;
  }
}

const shortestGram = 3;
const longestGram = 5;

/** Runs of 3 to 5 letters within words, the edges of a word being letters too. */
function addLetters(counts: Counts, clean: string, times: number): void {
  const padded = ` ${clean} `;
  for (let start = 0; start < padded.length - 1; start += 1) {
    let hash = seeds.letters;
    for (let length = 1; length <= longestGram && start + length <= padded.length; length += 1) {
      const code = padded.charCodeAt(start + length - 1);
      hash = hashed(hash, code);
      if (length >= shortestGram) add(counts, mixed(hash), times);
      if (code === space && length > 1) break;
    }
  }
}
const space = 32;

const topicsSeen = 6;

/** What was found by rules, as features: topics and affairs by rank, bodies, places from province to village. */
function findingsIn({ category, findings }: FeatureInput): Counts {
  const counts: Counts = new Map();
  const note = (name: string, strength: number) => {
    const hash = hashText(seeds.findings, name);
    counts.set(hash, Math.max(counts.get(hash) ?? 0, strength));
  };
  const topics = findings.topics.slice(0, topicsSeen);
  const best = topics[0]?.score ?? 1;
  for (const { key, score, affair, organisation } of topics) {
    note(`topic ${key}`, score / best);
    if (affair !== undefined) note(`affair ${affair}`, score / best);
    if (organisation !== undefined) note(`body ${organisation}`, score / best);
  }
  for (const { organisation } of findings.bodies) note(`named ${organisation}`, 1);
  for (const { region, probability } of findings.places) {
    for (const length of [2, 5, 8, 13]) {
      if (region.length >= length) note(`place ${region.slice(0, length)}`, probability);
    }
  }
  if (category !== undefined) {
    note(`category ${category}`, 1);
    note(`category ${category.split('/', 1)[0] ?? ''}`, 1);
  }
  return counts;
}
