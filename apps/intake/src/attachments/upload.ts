import { createHash } from 'node:crypto';
import { type Attachments, type Uploaded } from '@satupintu/attachments';
import { bodyMac, type IdSecret, keyedId } from '../filing/ids';

/** Takes one file of a caller; the same key and content are the same attachment. @throws as `Attachments.take` */
export class Upload {
  constructor(
    private readonly attachments: Attachments,
    private readonly secret: IdSecret,
  ) {}

  async upload(content: Buffer, caller: string, idempotencyKey: string | undefined): Promise<Uploaded> {
    const { secret } = this;
    return this.attachments.take({
      id: keyedId(secret, 'attachment', caller, idempotencyKey),
      mac: bodyMac(secret, createHash('sha256').update(content).digest('hex')),
      content,
    });
  }
}
