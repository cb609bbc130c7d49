import { COMPLAINTS, REFERENCE } from '@satupintu/events';
import { Problem } from '../http/problem';

/** Facts that a call may wait for. */
export interface Awaited {
  readonly topic: typeof COMPLAINTS | typeof REFERENCE;
  readonly subject: string;
  readonly ids: readonly string[];
}

/** Position of no facts at all. */
const nothing = 'none';
const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** A position of many complaints: of each the complaint and the last fact, 32 bytes, after this. */
const manyMark = 'm-';
const fewest = 11;
const most = 200;
const bytesEach = 32;

/** Checked to the letter: subjects of complaints go into queries as uuids. */
const form = new RegExp(`^(?:c:(${uuid})|r:([\\w.-]{1,200})):(${uuid}(?:,${uuid}){0,49})$`);

/** The opaque token of facts that a command wrote: of one subject, or of several. */
export function positionOf(facts: readonly { subject: string; id: string; topic?: string }[]): string {
  if (facts.length === 0) return nothing;
  const groups = new Map<string, string[]>();
  for (const { topic, subject, id } of facts) {
    const group = `${topic === REFERENCE ? 'r' : 'c'}:${subject}`;
    groups.set(group, [...(groups.get(group) ?? []), id]);
  }
  if (groups.size >= fewest && facts.every(({ topic }) => topic !== REFERENCE)) return manyOf(facts);
  const text = [...groups].map(([group, ids]) => `${group}:${ids.join(',')}`).join(';');
  return Buffer.from(text).toString('base64url');
}

/** Facts of a complaint are applied in order, so that its last one stands for all. */
function manyOf(facts: readonly { subject: string; id: string }[]): string {
  const last = new Map(facts.map(({ subject, id }) => [subject, id]));
  const hex = [...last].flat().join('').replaceAll('-', '');
  return manyMark + Buffer.from(hex, 'hex').toString('base64url');
}

const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

function parseMany(token: string): Awaited[] {
  const bytes = Buffer.from(token.slice(manyMark.length), 'base64url');
  const count = bytes.length / bytesEach;
  if (!Number.isInteger(count) || count < fewest || count > most) throw invalid();
  return Array.from({ length: count }, (_, n) => {
    const at = n * bytesEach;
    return {
      topic: COMPLAINTS,
      subject: uuidOf(bytes.subarray(at, at + 16)),
      ids: [uuidOf(bytes.subarray(at + 16, at + bytesEach))],
    };
  });
}

/** @throws Problem 400 `invalid-position` */
export function parsePosition(token: string): Awaited[] {
  if (token === nothing) return [];
  if (token.startsWith(manyMark)) return parseMany(token);
  const groups = Buffer.from(token, 'base64url').toString('latin1').split(';');
  if (token.length > 4000 || groups.length > 10) throw invalid();
  return groups.map((group) => {
    const [, complaint, reference, ids] = form.exec(group) ?? [];
    const subject = complaint ?? reference;
    if (subject === undefined || ids === undefined) throw invalid();
    return { topic: complaint === undefined ? REFERENCE : COMPLAINTS, subject, ids: ids.split(',') };
  });
}

const invalid = () => new Problem(400, 'invalid-position', 'This position was not given out by a command.');
