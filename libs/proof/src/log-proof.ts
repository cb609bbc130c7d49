import { type ComplaintFact, type Fact, isComplaintFact } from '@satupintu/events';
import { CaseProof } from './case/case-proof';
import { type Difference, emptyTally, type Tally } from './case/difference';
import { type Life } from './case/life';
import { reportMissing } from './case/missing';
import { comparePresent, type PresentClock } from './case/present';
import { type References } from './references';
import { iso } from './wall-clock';

/** What a case came to by the judge of the facts: its life, and the clocks that people are shown. */
export type JudgedCase = Life & { readonly clocks: Readonly<Record<string, PresentClock>> };
/** Says which facts take effect, and what they make of a case. */
export type Judge<S extends JudgedCase> = (
  state: S | undefined,
  fact: Fact,
) => { readonly state: S | undefined; readonly verdict: { readonly kind: string } };

interface Book<S> {
  state: S | undefined;
  readonly seen: Set<string>;
  readonly proof: CaseProof;
  isReadable: boolean;
}

/** Proves the clocks of all cases whose facts it is given, in the order of the log. Holds the cases, not the facts. */
export class LogProof<S extends JudgedCase> {
  readonly tally: Tally = emptyTally();
  private readonly books = new Map<string, Book<S>>();

  constructor(
    private readonly references: References,
    private readonly judge: Judge<S>,
    private readonly report: (difference: Difference) => void,
  ) {}

  take(fact: Fact): void {
    if (!isComplaintFact(fact)) return;
    const book = this.bookOf(fact.subject);
    if (book.seen.has(fact.id)) return;
    book.seen.add(fact.id);
    this.tally.facts += 1;
    this.judged(book, fact);
  }

  private judged(book: Book<S>, fact: ComplaintFact): void {
    const { state, verdict } = this.judge(book.state, fact);
    book.state = state;
    if (verdict.kind === 'applied' && state) book.proof.take(fact, state);
    else if (verdict.kind !== 'applied') book.proof.takeVoid(fact);
  }

  /** Something on the log of a case that nobody can read: its clocks stand still until somebody has looked. */
  takeUnreadable(complaintId: string): void {
    this.bookOf(complaintId).isReadable = false;
  }

  /**
   * Reports what is missing at the end of the log.
   * @param newest the newest instant on the log
   * @param allowance milliseconds: what became due within them may still be on its way
   */
  close(newest: string, allowance: number): Tally {
    const horizon = { newest, settled: iso(Date.parse(newest) - allowance) };
    for (const { state, proof, isReadable } of this.books.values()) {
      if (isReadable) reportMissing(proof.books, horizon);
      if (state) comparePresent(proof.books, state.clocks);
    }
    this.tally.cases = this.books.size;
    return this.tally;
  }

  private bookOf(complaintId: string): Book<S> {
    const known = this.books.get(complaintId);
    if (known) return known;
    const proof = new CaseProof(this.references, this.report, this.tally);
    const book: Book<S> = { state: undefined, seen: new Set(), proof, isReadable: true };
    this.books.set(complaintId, book);
    return book;
  }
}
