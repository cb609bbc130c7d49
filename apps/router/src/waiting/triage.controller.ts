import { Controller, Get, Post } from '@nestjs/common';
import {
  type Case,
  type Correction,
  type Decided as Outcome,
  type Person,
  triageArchive,
  triageAsk,
  triageRoute,
  type Wish,
} from '@satupintu/domain';
import { Code, ComplaintClass, Maybe, OrganisationCode, Shape, UnitCode } from '@satupintu/events';
import { Call, type Command, Commanded, PathId, ValidQuery, Who } from '@satupintu/service';
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Officers } from './officers.provider';
import { Decided, Text, WaitingList, WaitingQuery } from './shapes';
import { standing } from './shown';
import { waitingPage } from './waiting-page';

const corrections = {
  title: Maybe(Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' })),
  class: Maybe(ComplaintClass),
  category: Maybe(Code),
  confidential: Maybe(Type.Boolean()),
  anonymous: Maybe(Type.Boolean()),
};
const Route = Shape({
  action: Type.Literal('route'),
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  reason: Text,
  ...corrections,
});
const Archive = Shape({
  action: Type.Literal('archive'),
  reasonCode: Code,
  text: Text,
  referral: Maybe(OrganisationCode),
  ...corrections,
});
const Ask = Shape({ action: Type.Literal('ask'), question: Text, ...corrections });
type Body = Static<typeof Route> | Static<typeof Archive> | Static<typeof Ask>;
/** Each action has its own shape; said with if and then, so that faults are those of the action meant. */
const when = (action: Body['action'], then: TSchema) => ({
  if: { properties: { action: { const: action } } },
  then,
});
const Body = Type.Unsafe<Body>({
  type: 'object',
  required: ['action'],
  properties: { action: { type: 'string', enum: ['route', 'archive', 'ask'] } },
  allOf: [when('route', Route), when('archive', Archive), when('ask', Ask)],
});

const officers = ['coordinator', 'national'] as const;

/** Complaints that the router was not sure about: a person decides. */
@Controller('v1/triage')
export class TriageController {
  constructor(private readonly officers: Officers) {}

  @Get()
  @Call({
    summary: 'Waiting for a person, oldest first',
    access: officers,
    query: WaitingQuery,
    answer: WaitingList,
  })
  list(@Who() person: Person, @ValidQuery() query: Static<typeof WaitingQuery>) {
    return waitingPage(this.officers, 'triage', person, query);
  }

  @Post(':complaintId')
  @Call({
    summary: 'Route, archive, or ask the reporter; with corrections',
    access: officers,
    body: Body,
    answer: Decided,
  })
  decide(@PathId('complaintId') complaintId: string, @Commanded() command: Command<Body>) {
    const { body } = command;
    return this.officers.decide(
      command,
      complaintId,
      (state, wish) => this.carryOut(body, state, wish),
      (_facts, state) => standing(state, body.action === 'route' ? state.lead : undefined),
    );
  }

  private async carryOut(body: Body, state: Case, wish: Wish): Promise<Outcome> {
    const { complaintId } = state;
    const corrected = await this.correction(body, complaintId);
    switch (body.action) {
      case 'route': {
        const { organisation, unit, reason } = body;
        this.officers.checkExists({ organisation, unit });
        const words = await this.officers.seal(complaintId, 'reason', { text: reason });
        return triageRoute(
          state,
          { organisation, unit, words, versions: this.officers.versions() },
          wish,
          corrected,
        );
      }
      case 'archive': {
        const { reasonCode, text, referral } = body;
        if (referral !== undefined) this.officers.checkExists({ organisation: referral });
        const words = await this.officers.seal(complaintId, 'archive', { text });
        return triageArchive(state, { reasonCode, referral, words }, wish, corrected);
      }
      case 'ask': {
        const words = await this.officers.seal(complaintId, 'question', { text: body.question });
        return triageAsk(state, { words }, wish, corrected);
      }
    }
  }

  private async correction(
    { title, class: complaintClass, category, confidential, anonymous }: Body,
    complaintId: string,
  ): Promise<Correction> {
    return {
      class: complaintClass,
      category: this.officers.category(category),
      confidential,
      anonymous,
      words: title === undefined ? undefined : await this.officers.seal(complaintId, 'title', { title }),
    };
  }
}
