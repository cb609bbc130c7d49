import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { type Person } from '@satupintu/domain';
import { Id, Shape } from '@satupintu/events';
import {
  Call,
  type Deps,
  IdempotencyKey,
  MaybeWho,
  notFound,
  PathId,
  Problem,
  ReceiptCode,
  SERVICE_DEPS,
} from '@satupintu/service';
import { Type } from '@sinclair/typebox';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { intakeOf } from '../intake';
import { readAttachment } from './read';
import { type Uploaded } from './upload';
import { asUploadProblem, wholeOf } from './whole';

const UploadAnswer = Shape({ id: Id, sha256: Type.String(), bytes: Type.Integer(), type: Type.String() });

/** Files that go with complaints and replies. */
@Controller('v1')
export class AttachmentsController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Post('attachments')
  @Call({
    summary: 'Upload one file (multipart, 10 MiB at most: jpeg, png, webp, pdf)',
    access: 'public',
    answer: UploadAnswer,
    status: 201,
  })
  async add(
    @Req() request: FastifyRequest,
    @MaybeWho() person: Person | undefined,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<Uploaded> {
    const content = await contentOf(request);
    const { upload } = await intakeOf(this.deps);
    return upload.upload(content, person?.subject ?? '', idempotencyKey);
  }

  @Get('complaints/:trackingId/attachments/:id')
  @Call({ summary: 'A file of my complaint', access: 'reporter', answer: Type.Unknown() })
  async read(
    @Param('trackingId') trackingId: string,
    @PathId('id') id: string,
    @ReceiptCode() receiptCode: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { cases } = await intakeOf(this.deps);
    const attachment = await readAttachment(this.deps, await cases.open(trackingId, receiptCode), id);
    if (!attachment) throw notFound();
    await reply
      .header('content-disposition', 'attachment')
      .header('x-content-type-options', 'nosniff')
      .type(attachment.type)
      .send(attachment.content);
  }
}

/** The one file of a multipart body. @throws Problem 400 without one, 413, 415 */
async function contentOf(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart())
    throw new Problem(415, 'unsupported-media-type', 'Send one file as multipart/form-data.');
  try {
    const part = await request.file();
    if (part) return await wholeOf(part);
  } catch (error) {
    throw asUploadProblem(error);
  }
  throw new Problem(400, 'missing-file', 'The multipart body has no file.');
}
