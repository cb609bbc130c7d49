import { type Case } from '@satupintu/domain';
import { type Fact } from '@satupintu/events';
import { type Vault } from '@satupintu/vault';
import { type Pool } from 'pg';
import { type EventKind, type ReporterEvent, reporterEvent } from './event';

/** One event of a case, its words opened where they can be. */
export interface TimelineEvent extends Omit<ReporterEvent, 'words'> {
  readonly at: string;
  readonly role: string;
  readonly organisation?: string | undefined;
  readonly unit?: string | undefined;
  /** absent where it had no words, or they are gone */
  readonly text?: string | undefined;
  /** what an officer called the case */
  readonly title?: string | undefined;
}

interface Row {
  complaint_id: string;
  at: Date;
  kind: EventKind;
  role: string;
  organisation: string | null;
  unit: string | null;
  words: string | null;
  detail: Omit<ReporterEvent, 'kind' | 'words'>;
}

type Unopened = Omit<TimelineEvent, 'text' | 'title'> & {
  readonly complaintId: string;
  readonly words: string | undefined;
};

const ofRow = ({ complaint_id, at, kind, role, organisation, unit, words, detail }: Row): Unopened => ({
  ...detail,
  complaintId: complaint_id,
  at: at.toISOString(),
  kind,
  role,
  organisation: organisation ?? undefined,
  unit: unit ?? undefined,
  words: words ?? undefined,
});

/** What the reporter is shown of the life of a case, from the view or from facts that wait for the log. */
export class Timeline {
  constructor(private readonly parts: { readonly pool: Pool; readonly vault: Vault }) {}

  async of(state: Case, waiting: readonly Fact[]): Promise<TimelineEvent[]> {
    if (waiting.length > 0) return this.open(waiting.flatMap((fact) => ofFact(fact, state)));
    return this.open(await this.rows([state.complaintId]));
  }

  /** The public answers of the case that this one follows. */
  async answersOf(complaintId: string): Promise<TimelineEvent[]> {
    const rows = await this.rows([complaintId]);
    return this.open(rows.filter(({ kind }) => kind === 'answer' || kind === 'first_answer'));
  }

  private async rows(complaintIds: readonly string[]): Promise<Unopened[]> {
    const { rows } = await this.parts.pool.query<Row>(
      `select complaint_id, at, kind, role, organisation, unit, words, detail
       from timeline where complaint_id = any($1::uuid[]) order by offset_`,
      [complaintIds],
    );
    return rows.map(ofRow);
  }

  private async open(events: readonly Unopened[]): Promise<TimelineEvent[]> {
    const sealed = events.flatMap(({ complaintId, words }) =>
      words === undefined ? [] : [{ complaintId, sealed: words, purpose: 'reporter' }],
    );
    const opened = await this.parts.vault.open(sealed);
    const said = new Map(sealed.map((item, index) => [item.sealed, wordsOf(opened[index])]));
    return events.map(({ words, ...event }) => ({ ...event, ...(words !== undefined && said.get(words)) }));
  }
}

function ofFact(fact: Fact, state: Case): Unopened[] {
  const event = reporterEvent(fact, state);
  if (!event) return [];
  const { words, ...rest } = event;
  const { role, organisation, unit } = fact.by;
  return [{ ...rest, complaintId: fact.subject, at: fact.at, role, organisation, unit, words }];
}

type Words = Pick<TimelineEvent, 'text' | 'title'>;
function wordsOf(opened: unknown): Words {
  const { text, title } = (typeof opened === 'object' && opened !== null ? opened : {}) as Record<
    string,
    unknown
  >;
  return { ...(typeof text === 'string' && { text }), ...(typeof title === 'string' && { title }) };
}
