import { canReply, type Case, type DirectoryIndex, leadOf } from '@satupintu/domain';
import { type Clock } from '@satupintu/service';
import { type Vault } from '@satupintu/vault';
import { type Cases } from './cases';
import { bodyName } from './body-name';
import { ageDays, publicDueAt, replyUntil } from './due';
import { type Language, sentence } from './sentence';
import { type CaseAnswer } from './shapes';
import { type Timeline, type TimelineEvent } from './timeline';

export interface ReadingParts {
  readonly cases: Cases;
  readonly timeline: Timeline;
  readonly vault: Vault;
  readonly clock: Clock;
  /** undefined until a directory has been read */
  readonly directory: () => DirectoryIndex | undefined;
}

interface Words {
  readonly text?: string;
  readonly title?: string;
}

/** What the reporter may know about the case: all of it that is not between bodies. */
export class Reading {
  constructor(private readonly parts: ReadingParts) {}

  async read(complaintId: string, language: Language = 'id'): Promise<CaseAnswer> {
    const { cases, timeline, vault } = this.parts;
    const { state, waiting } = await cases.state(complaintId);
    const events = await timeline.of(state, waiting);
    const [words] = (await vault.open([{ complaintId, sealed: state.words, purpose: 'reporter' }])) as (
      Words | undefined
    )[];
    const lead = await cases.leadOf(state);
    const answers = lead ? [...events, ...(await timeline.answersOf(lead.complaintId))] : events;
    // A title that an officer gave goes before the reporter's own, as it does for whoever handles the case.
    const title = events.findLast((event) => event.title !== undefined)?.title ?? words?.title;
    return {
      ...this.standing(state),
      ...(lead && { lead: endOf(lead) }),
      ...(title !== undefined && { title }),
      text: words?.text ?? '',
      timeline: events.map((event) => this.entry(event, language)),
      answers: answers.flatMap((event) => this.publicAnswer(event)),
    };
  }

  private standing(state: Case): Omit<CaseAnswer, 'title' | 'text' | 'timeline' | 'answers'> {
    const { closedReason } = state;
    const now = this.parts.clock.now();
    const dueAt = publicDueAt(state);
    const until = replyUntil(state);
    return {
      complaintId: state.complaintId,
      trackingId: state.trackingId,
      status: state.status,
      ...(closedReason && { closedReason }),
      class: state.class,
      filedAt: state.filedAt,
      attachments: state.erased === 'all' ? [] : [...state.attachments],
      ...this.handler(state),
      ...(dueAt !== undefined && { dueAt }),
      ...(until !== undefined && { replyUntil: until }),
      ageDays: ageDays(state, now),
      canReply: canReply(state, now),
      ...(state.follows !== undefined && { follows: state.follows }),
      erased: state.erased,
    };
  }

  private handler(state: Case): Pick<CaseAnswer, 'handler'> {
    if (!leadOf(state)) return {};
    const { organisation, unit } = state.owner;
    return {
      handler: { organisation, name: this.nameOf(unit ?? organisation), ...(unit !== undefined && { unit }) },
    };
  }

  private entry(event: TimelineEvent, language: Language): CaseAnswer['timeline'][number] {
    const { at, kind, text, about } = event;
    const said = sentence(language, kind, {
      ...event,
      about: about === undefined ? undefined : this.nameOf(about),
    });
    return { at, kind, text: text === undefined ? said : `${said} ${text}`, by: byOf(event) };
  }

  private publicAnswer({
    kind,
    at,
    organisation,
    unit,
    text,
    attachments,
  }: TimelineEvent): CaseAnswer['answers'] {
    if (kind !== 'answer' && kind !== 'first_answer') return [];
    return [
      {
        kind: kind === 'answer' ? 'substantive' : 'first',
        at,
        ...(organisation !== undefined && { organisation, name: this.nameOf(unit ?? organisation) }),
        ...(unit !== undefined && { unit }),
        ...(text !== undefined && { text }),
        attachments: [...(attachments ?? [])],
      },
    ];
  }

  private nameOf(code: string): string {
    return bodyName(this.parts.directory(), code);
  }
}

const endOf = ({ status, closedReason }: Case): NonNullable<CaseAnswer['lead']> => ({
  status,
  ...(closedReason && { closedReason }),
});

const byOf = ({ role, organisation }: TimelineEvent): string => {
  if (role === 'reporter' || role === 'channel') return 'reporter';
  return organisation ?? 'system';
};
