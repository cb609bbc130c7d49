import { attach } from '@satupintu/attachments';
import { Controller, Post } from '@nestjs/common';
import { accept, answer, askReporter, assign, decline, hands, heads } from '@satupintu/domain';
import { Id, Maybe, OneOf, OrganisationCode, Shape, UnitCode } from '@satupintu/events';
import { Call, type Command, Commanded, forbidden, PathId, Problem } from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { Desk } from './desk.provider';
import { Done, Text } from './shapes';
import { madeBy, standingOf } from './standing';

const Accept = Shape({ unit: Maybe(UnitCode) });
const Decline = Shape({
  ground: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
  note: Text,
  proposed: OrganisationCode,
});
const Assign = Shape({ unit: UnitCode });
const Question = Shape({ text: Text });
const Answer = Shape({
  kind: OneOf('first', 'substantive'),
  text: Text,
  attachments: Maybe(Type.Array(Id, { maxItems: 20, uniqueItems: true })),
  /** of the lead’s answer in substance: why it does not wait for a required contribution; between the bodies */
  reason: Maybe(Text),
});

/** What a body does with what it was offered. Each call is a claim; the log's order decides between claims. */
@Controller('v1/dispositions/:dispositionId')
export class HandlingController {
  constructor(private readonly desk: Desk) {}

  @Post('accept')
  @Call({ summary: 'Take it on, perhaps naming the unit', access: hands, body: Accept, answer: Done() })
  accept(
    @PathId('dispositionId') dispositionId: string,
    @Commanded() command: Command<Static<typeof Accept>>,
  ) {
    const { person, body } = command;
    if (person.role === 'liaison' && body.unit !== undefined && body.unit !== person.unit) throw forbidden();
    return this.desk.onDisposition(
      command,
      dispositionId,
      'accept',
      (_held, state, wish) => {
        this.desk.checkExists(body);
        return accept(state, { dispositionId, unit: body.unit }, wish);
      },
      (_facts, state) => standingOf(state, dispositionId),
    );
  }

  @Post('decline')
  @Call({
    summary: 'Not ours: on which legal ground, and whose it is',
    access: hands,
    body: Decline,
    answer: Done(),
  })
  decline(
    @PathId('dispositionId') dispositionId: string,
    @Commanded() command: Command<Static<typeof Decline>>,
  ) {
    const { ground, note, proposed } = command.body;
    return this.desk.onDisposition(
      command,
      dispositionId,
      'decline',
      async (_held, state, wish) => {
        this.desk.checkExists({ organisation: proposed });
        const words = await this.desk.seal(state.complaintId, 'decline', note);
        return decline(state, { dispositionId, ground, proposed, words }, wish);
      },
      (_facts, state) => standingOf(state, dispositionId),
    );
  }

  @Post('assign')
  @Call({ summary: 'Name the unit that handles it', access: heads, body: Assign, answer: Done() })
  assign(
    @PathId('dispositionId') dispositionId: string,
    @Commanded() command: Command<Static<typeof Assign>>,
  ) {
    const { unit } = command.body;
    return this.desk.onDisposition(
      command,
      dispositionId,
      'assign',
      (_held, state, wish) => {
        this.desk.checkExists({ unit });
        return assign(state, { dispositionId, unit }, wish);
      },
      (_facts, state) => standingOf(state, dispositionId),
    );
  }

  @Post('questions')
  @Call({
    summary: 'Ask the reporter; clocks that policy names stand still meanwhile',
    access: hands,
    body: Question,
    answer: Done({ questionId: Id }),
  })
  ask(
    @PathId('dispositionId') dispositionId: string,
    @Commanded() command: Command<Static<typeof Question>>,
  ) {
    return this.desk.onDisposition(
      command,
      dispositionId,
      'question',
      async (_held, state, wish) => {
        const words = await this.desk.seal(state.complaintId, 'question', command.body.text);
        return askReporter(state, { dispositionId, words }, wish);
      },
      (facts, state) => ({ ...standingOf(state, dispositionId), ...madeBy(facts, 'questionId') }),
    );
  }

  @Post('answers')
  @Call({
    summary: 'A first word, or the answer in substance',
    access: hands,
    body: Answer,
    answer: Done({ answerId: Id }),
  })
  answer(
    @PathId('dispositionId') dispositionId: string,
    @Commanded() command: Command<Static<typeof Answer>>,
  ) {
    const { kind, text, attachments = [], reason } = command.body;
    if (kind === 'first' && reason !== undefined) throw reasonless();
    return this.desk.onDisposition(
      command,
      dispositionId,
      'answer',
      async (held, state, wish) => {
        const { complaintId } = state;
        await attach(this.desk.deps, { complaintId, ids: attachments, by: held.part });
        const words = await this.desk.seal(complaintId, 'answer', text);
        const why = reason && (await this.desk.seal(complaintId, 'reason', reason));
        return answer(state, { dispositionId, kind, words, attachments, reason: why }, wish);
      },
      (facts, state) => ({ ...standingOf(state, dispositionId), ...madeBy(facts, 'answerId') }),
    );
  }
}

const reasonless = () =>
  new Problem(422, 'reason-not-asked', 'Only an answer in substance may have to say why it does not wait.');
