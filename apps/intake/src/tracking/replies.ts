import { attach } from '@satupintu/attachments';
import { reply } from '@satupintu/domain';
import { type Actor } from '@satupintu/events';
import { type Commands } from '@satupintu/service';
import { type MasterKey, type Vault } from '@satupintu/vault';
import { type Pool } from 'pg';
import { clean } from '../filing/clean';
import { type Cases } from './cases';
import { type ReplyBody } from './shapes';

export interface ReplyParts {
  readonly pool: Pool;
  readonly cases: Cases;
  readonly commands: Commands;
  readonly vault: Vault;
  readonly master: MasterKey;
}

export const reporter: Actor = { role: 'reporter' };

/** What the reporter says about the case: information, yes, no, or never mind. */
export class Replies {
  constructor(private readonly parts: ReplyParts) {}

  /** @throws Problem 409 where the case is not at that step, 422 unknown attachment, 503 */
  async reply(complaintId: string, sent: ReplyBody, idempotencyKey: string | undefined) {
    const { cases, commands } = this.parts;
    const body = clean(sent);
    await cases.applied(complaintId);
    const call = `POST /v1/complaints/${complaintId}/replies`;
    return commands.run(
      { complaintId, person: 'reporter', actor: reporter, call, idempotencyKey, body },
      async (state, at, keys) =>
        reply(
          state,
          {
            ...body,
            words: await this.words(complaintId, body),
            attachments: await this.claimed(complaintId, body),
          },
          { at, by: reporter, key: keys('reply') },
        ),
      (_, state) => ({ complaintId, trackingId: state.trackingId, status: state.status }),
    );
  }

  private async words(complaintId: string, { text }: ReplyBody): Promise<string | undefined> {
    if (text === undefined || text.trim() === '') return undefined;
    return this.parts.vault.seal(complaintId, 'narrative', 'reply', { text });
  }

  private async claimed(complaintId: string, { attachments = [] }: ReplyBody): Promise<string[]> {
    await attach(this.parts, { complaintId, ids: attachments, by: 'reporter' });
    return attachments;
  }
}
