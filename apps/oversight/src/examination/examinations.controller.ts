import { Controller, Post } from '@nestjs/common';
import {
  closeExamination,
  issueRecommendation,
  issueResultReport,
  recordCorrectiveAction,
} from '@satupintu/domain';
import { Call, type Command, Commanded, PathId } from '@satupintu/service';
import { type Static } from '@sinclair/typebox';
import { Procedure } from './procedure.provider';
import { Closing, CorrectiveAction, Recommendation, ResultReport, Taken } from './shapes';

const access = ['analyst'] as const;

/** An examination step by step: report, what the body does to make good, recommendation, end. */
@Controller('v1/oversight/examinations/:examinationId')
export class ExaminationsController {
  constructor(private readonly procedure: Procedure) {}

  @Post('result-reports')
  @Call({
    summary: 'Issue the result report',
    access,
    body: ResultReport,
    answer: Taken('reportId'),
    status: 201,
  })
  async report(
    @PathId('examinationId') examinationId: string,
    @Commanded() command: Command<Static<typeof ResultReport>>,
  ) {
    const complaintId = await this.procedure.complaintOf(examinationId);
    return this.procedure.onCase(command, complaintId, 'reportId', async (state, wish) => {
      const words = await this.procedure.seal(complaintId, 'report', command.body.text);
      return issueResultReport(state, { examinationId, words }, wish);
    });
  }

  @Post('corrective-actions')
  @Call({
    summary: 'Record what the body did',
    access,
    body: CorrectiveAction,
    answer: Taken('actionId'),
    status: 201,
  })
  async act(
    @PathId('examinationId') examinationId: string,
    @Commanded() command: Command<Static<typeof CorrectiveAction>>,
  ) {
    const complaintId = await this.procedure.complaintOf(examinationId);
    const { text, dueAt } = command.body;
    return this.procedure.onCase(command, complaintId, 'actionId', async (state, wish) => {
      const words = await this.procedure.seal(complaintId, 'action', text);
      return recordCorrectiveAction(state, { examinationId, words, dueAt }, wish);
    });
  }

  @Post('recommendations')
  @Call({
    summary: 'Issue the recommendation',
    access,
    body: Recommendation,
    answer: Taken('recommendationId'),
    status: 201,
  })
  async recommend(
    @PathId('examinationId') examinationId: string,
    @Commanded() command: Command<Static<typeof Recommendation>>,
  ) {
    const complaintId = await this.procedure.complaintOf(examinationId);
    return this.procedure.onCase(command, complaintId, 'recommendationId', async (state, wish) => {
      const words = await this.procedure.seal(complaintId, 'recommendation', command.body.text);
      return issueRecommendation(state, { examinationId, words }, wish);
    });
  }

  @Post('close')
  @Call({ summary: 'End the examination', access, body: Closing, answer: Taken('examinationId') })
  async close(
    @PathId('examinationId') examinationId: string,
    @Commanded() command: Command<Static<typeof Closing>>,
  ) {
    const complaintId = await this.procedure.complaintOf(examinationId);
    const { outcome, text } = command.body;
    return this.procedure.onCase(command, complaintId, 'examinationId', async (state, wish) => {
      const words = text === undefined ? undefined : await this.procedure.seal(complaintId, 'closing', text);
      return closeExamination(state, { examinationId, outcome, words }, wish);
    });
  }
}
