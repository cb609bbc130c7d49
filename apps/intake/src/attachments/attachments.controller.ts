import { type Belonging } from '@satupintu/attachments';
import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { mayReadCase, maySeeBetween, type Person } from '@satupintu/domain';
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
  Who,
} from '@satupintu/service';
import { Type } from '@sinclair/typebox';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Intake, intakeOf } from '../intake';
import { asUploadProblem, wholeOf } from './whole';

const UploadAnswer = Shape({ id: Id, sha256: Type.String(), bytes: Type.Integer(), type: Type.String() });

/** Files that go with complaints, replies and answers. */
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
  ) {
    const content = await contentOf(request);
    const { upload } = await intakeOf(this.deps);
    return upload.upload(content, person?.subject ?? '', idempotencyKey);
  }

  @Get('attachments/:id')
  @Call({
    summary: 'A file of a case that I may see',
    access: ['channel', 'liaison', 'coordinator', 'national', 'executive', 'analyst'],
    answer: Type.Unknown(),
  })
  async readAsStaff(
    @Who() person: Person,
    @PathId('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const intake = await intakeOf(this.deps);
    const belonging = await intake.attachments.belonging(id);
    if (!belonging || !(await this.maySee(person, belonging))) throw notFound();
    await give(intake, belonging, reply);
  }

  @Get('complaints/:trackingId/attachments/:id')
  @Call({ summary: 'A file of my complaint', access: 'reporter', answer: Type.Unknown() })
  async read(
    @Param('trackingId') trackingId: string,
    @PathId('id') id: string,
    @ReceiptCode() receiptCode: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const intake = await intakeOf(this.deps);
    const complaintId = await intake.cases.open(trackingId, receiptCode);
    const belonging = await intake.attachments.belonging(id);
    if (!belonging || !(await isShown(intake, complaintId, belonging))) throw notFound();
    await give(intake, belonging, reply);
  }

  /** Who sees the case sees its files; what contributors give the lead is between the bodies. */
  private async maySee(person: Person, { complaintId, by }: Belonging): Promise<boolean> {
    const { loop, reference } = this.deps;
    const state = await loop.state(complaintId);
    const tree = reference.directory();
    if (!state || !mayReadCase(person, state, tree)) return false;
    return by !== 'contributor' || maySeeBetween(person, state, tree);
  }
}

/** The reporter's own files and those of the answers; of a case that one's own follows the answers alone. */
async function isShown(
  { cases }: Intake,
  complaintId: string,
  { complaintId: of, by }: Belonging,
): Promise<boolean> {
  if (of === complaintId) return by !== 'contributor';
  if (by !== 'lead') return false;
  const { state } = await cases.state(complaintId);
  return (await cases.leadOf(state))?.complaintId === of;
}

async function give({ attachments }: Intake, belonging: Belonging, reply: FastifyReply): Promise<void> {
  const attachment = await attachments.open(belonging);
  if (!attachment) throw notFound();
  await reply
    .header('content-disposition', 'attachment')
    .header('x-content-type-options', 'nosniff')
    .type(attachment.type)
    .send(attachment.content);
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
