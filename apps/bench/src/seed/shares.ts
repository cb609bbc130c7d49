import { inboxOf, kinds, type Life } from './lives';

/** Open cases of the one body whose inbox is measured, where there are a million in all. */
const INBOX = 2_000;
const mostOfAll = 0.1;

const sizeOf = ({ complaints }: Life) => Math.max(1, complaints.length);

/**
 * How many copies each life gets, so that they come to `cases` complaints: by the shares of their kinds, and the inbox
 * that is measured with its own number of open ones.
 */
export function sharesOf(lives: readonly Life[], cases: number): number[] {
  const openKinds = kinds.filter(({ open }) => open).length;
  const inboxOfEach = Math.floor(Math.min(INBOX, cases * mostOfAll) / openKinds);
  const others = cases - inboxOfEach * openKinds;
  const shares = kinds.reduce((sum, { share }) => sum + share, 0);
  const isMeasured = ({ kind, region }: Life) => kind.open === true && region === inboxOf;
  const copies = lives.map((life) => {
    if (isMeasured(life)) return inboxOfEach;
    const alike = lives.filter((other) => other.kind === life.kind && !isMeasured(other)).length;
    return Math.floor((others * life.kind.share) / shares / alike / sizeOf(life));
  });
  const made = lives.reduce((sum, life, n) => sum + (copies[n] ?? 0) * sizeOf(life), 0);
  const rest = lives.findIndex((life) => sizeOf(life) === 1 && !isMeasured(life));
  return copies.map((count, n) => (n === rest ? Math.max(0, count + cases - made) : count));
}
