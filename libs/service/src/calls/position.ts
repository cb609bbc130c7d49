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
  const text = [...groups].map(([group, ids]) => `${group}:${ids.join(',')}`).join(';');
  return Buffer.from(text).toString('base64url');
}

/** @throws Problem 400 `invalid-position` */
export function parsePosition(token: string): Awaited[] {
  if (token === nothing) return [];
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
