import { type Case, type DirectoryIndex, isRestricted } from '@satupintu/domain';
import { type Loop } from '@satupintu/log';
import { type Vault } from '@satupintu/vault';
import { receiptCodeOf } from '../filing/ids';
import { bodyName } from '../tracking/body-name';
import { type Addressee, type Outbound } from './gateway';
import { type By } from './message';
import { type MessageRow } from './rows';
import { written } from './words';

export interface ComposeParts {
  readonly loop: Pick<Loop<Case>, 'state'>;
  readonly vault: Vault;
  readonly secret: Buffer;
  readonly publicUrl: string;
  /** undefined until a directory has been read */
  readonly directory: () => DirectoryIndex | undefined;
}

interface Person {
  readonly phone?: string;
  readonly email?: string;
}

/** Ways that lead to the person alone; on the others a receipt code would be read by others. */
const private_ = new Set<By>(['sms', 'whatsapp', 'email']);

/** Opens what is sealed, at the moment of sending and no earlier, and puts it into words. */
export class Compose {
  constructor(private readonly parts: ComposeParts) {}

  /** Where the reporter can be told; undefined where the person was cut from the case. */
  async addressee({ complaintId, person, filedBy, erased }: Case): Promise<Addressee | undefined> {
    if (erased !== 'no') return undefined;
    const [opened] = await this.parts.vault.open([{ complaintId, sealed: person, purpose: 'message' }]);
    if (typeof opened !== 'object' || opened === null) return undefined;
    const { phone, email } = opened as Person;
    return { phone, email, operator: filedBy };
  }

  async message(row: MessageRow, state: Case, by: By): Promise<Outbound> {
    const { trackingId, complaintId } = state;
    const url = `${this.parts.publicUrl}/lapor/${trackingId}`;
    const { from, about } = row.detail;
    const words = await this.words(row, state, by);
    const hasCode = row.event === 'filed' && private_.has(by);
    const told = {
      ...{ event: row.event, trackingId, url, isFollower: row.source !== complaintId },
      ...(hasCode && { receiptCode: receiptCodeOf(this.parts.secret, complaintId) }),
      ...(from !== undefined && { from: this.nameOf(from) }),
      ...(about !== undefined && { about: this.nameOf(about) }),
      ...(words !== undefined && { words }),
    };
    const { message_id: messageId, kind, event } = row;
    const saidAt = row.said_at.toISOString();
    return { messageId, complaintId, trackingId, kind, event, saidAt, url, written: written(told) };
  }

  /** What is confidential, and what others could read along, stays on the page. */
  private async words(row: MessageRow, state: Case, by: By): Promise<string | undefined> {
    if (row.words === null || by === 'social' || (await this.isRestricted(row, state))) return undefined;
    const item = { complaintId: row.source, sealed: row.words, purpose: 'message' };
    const [opened] = await this.parts.vault.open([item]);
    const { text } = (opened ?? {}) as { readonly text?: unknown };
    return typeof text === 'string' ? text : undefined;
  }

  /** The case itself, or the one that it follows, whose words they are. */
  private async isRestricted({ source }: MessageRow, state: Case): Promise<boolean> {
    const said = source === state.complaintId ? state : await this.parts.loop.state(source);
    return isRestricted(state) || said === undefined || isRestricted(said);
  }

  private nameOf(code: string): string {
    return bodyName(this.parts.directory(), code);
  }
}
