import { Controller, Post } from '@nestjs/common';
import { intervene, openExamination } from '@satupintu/domain';
import { Call, type Command, Commanded, PathId } from '@satupintu/service';
import { type Static } from '@sinclair/typebox';
import { Procedure } from './procedure.provider';
import { Examination, Intervention, Taken } from './shapes';

/** What the Ombudsman does about a case: demand an answer, or examine how it is handled. */
@Controller('v1/oversight/cases/:complaintId')
export class CaseStepsController {
  constructor(private readonly procedure: Procedure) {}

  @Post('interventions')
  @Call({
    summary: 'Demand an answer from the owner by an instant',
    access: ['analyst'],
    body: Intervention,
    answer: Taken('interventionId'),
    status: 201,
  })
  intervene(
    @PathId('complaintId') complaintId: string,
    @Commanded() command: Command<Static<typeof Intervention>>,
  ) {
    const { text, dueAt } = command.body;
    return this.procedure.onCase(command, complaintId, 'interventionId', async (state, wish) => {
      const words = await this.procedure.seal(complaintId, 'intervention', text);
      return intervene(state, { words, dueAt }, wish);
    });
  }

  @Post('examinations')
  @Call({
    summary: 'Examine how the case is handled',
    access: ['analyst'],
    body: Examination,
    answer: Taken('examinationId'),
    status: 201,
  })
  examine(
    @PathId('complaintId') complaintId: string,
    @Commanded() command: Command<Static<typeof Examination>>,
  ) {
    return this.procedure.onCase(command, complaintId, 'examinationId', (state, wish) =>
      openExamination(state, command.body, wish),
    );
  }
}
