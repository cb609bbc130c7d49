import { Controller, Get, Headers, Inject, Param, Post } from '@nestjs/common';
import { Call, type Deps, IdempotencyKey, ReceiptCode, SERVICE_DEPS, ValidBody } from '@satupintu/service';
import { intakeOf } from '../intake';
import { type Language } from './sentence';
import { CaseAnswer, ErasureAnswer, ErasureBody, ReplyAnswer, ReplyBody } from './shapes';

const languageOf = (header: string | undefined): Language => (/^\s*en\b/i.test(header ?? '') ? 'en' : 'id');

/** RFC 3834: any word but `no` says that a machine wrote it. */
const isAutomatic = (submitted: string | undefined): boolean =>
  submitted !== undefined && !/^\s*no\b/i.test(submitted);

/** The reporter's own page, for programs. A receipt code opens one complaint and nothing else. */
@Controller('v1/complaints/:trackingId')
export class TrackingController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Get()
  @Call({ summary: 'How my complaint stands', access: 'reporter', answer: CaseAnswer })
  async read(
    @Param('trackingId') trackingId: string,
    @ReceiptCode() receiptCode: string,
    @Headers('accept-language') language: string | undefined,
  ): Promise<CaseAnswer> {
    const { cases, reading } = await intakeOf(this.deps);
    return reading.read(await cases.open(trackingId, receiptCode), languageOf(language));
  }

  @Post('replies')
  @Call({
    summary: 'Give information, confirm, dispute or withdraw',
    access: 'reporter',
    body: ReplyBody,
    answer: ReplyAnswer,
  })
  async reply(
    @Param('trackingId') trackingId: string,
    @ReceiptCode() receiptCode: string,
    @ValidBody() body: ReplyBody,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Headers('auto-submitted') submitted: string | undefined,
  ): Promise<object> {
    const { cases, replies } = await intakeOf(this.deps);
    const complaintId = await cases.open(trackingId, receiptCode);
    return replies.reply(complaintId, body, idempotencyKey, { automatic: isAutomatic(submitted) });
  }

  @Post('erasure')
  @Call({
    summary: 'Cut me from the case; the case stays',
    access: 'reporter',
    body: ErasureBody,
    answer: ErasureAnswer,
  })
  async erase(
    @Param('trackingId') trackingId: string,
    @ReceiptCode() receiptCode: string,
    @ValidBody() body: ErasureBody,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<object> {
    const { cases, erasure } = await intakeOf(this.deps);
    return JSON.parse(
      await erasure.erase(await cases.open(trackingId, receiptCode), body, idempotencyKey),
    ) as object;
  }
}
