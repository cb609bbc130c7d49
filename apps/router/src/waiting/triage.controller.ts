import { Controller, Get, Post } from '@nestjs/common';
import { type Case, type Person } from '@satupintu/domain';
import { Call, type Command, Commanded, PathId, ValidQuery, Who } from '@satupintu/service';
import { type Static } from '@sinclair/typebox';
import { Twins } from '../twins/twins.provider';
import { Bulk } from './bulk.provider';
import { HandoverNotes, HandoverQuery } from './handover-shapes';
import { Handover } from './handover.provider';
import { Officers } from './officers.provider';
import { Decided, TriageQuery, WaitingList } from './shapes';
import { BulkAnswer, BulkBody, TriageBody } from './triage-shapes';
import { Triage } from './triage.provider';
import { waitingPage } from './waiting-page';

const officers = ['coordinator', 'national'] as const;

/** Complaints that the router was not sure about: a person decides. */
@Controller('v1/triage')
export class TriageController {
  constructor(
    private readonly officers: Officers,
    private readonly triage: Triage,
    private readonly many: Bulk,
    private readonly twins: Twins,
    private readonly handover: Handover,
  ) {}

  @Get()
  @Call({
    summary: 'Waiting for a person, oldest first; emergencies are marked, and can be asked for alone',
    access: officers,
    query: TriageQuery,
    answer: WaitingList,
  })
  list(@Who() person: Person, @ValidQuery() query: Static<typeof TriageQuery>) {
    return waitingPage(this.officers, 'triage', person, query, async (states: readonly Case[]) => {
      const twins = await this.twins.of(person, states);
      return new Map([...twins].map(([complaintId, found]) => [complaintId, { twins: found }]));
    });
  }

  @Get('handover')
  @Call({
    summary: 'Notes for an officer who begins: what waits, where things usually go, who refused what and why',
    access: officers,
    query: HandoverQuery,
    answer: HandoverNotes,
  })
  notes(@Who() person: Person, @ValidQuery() { organisation }: Static<typeof HandoverQuery>) {
    return this.handover.notes(person, organisation);
  }

  @Post('bulk')
  @Call({
    summary: 'The same decision on up to a hundred cases, with a verdict for each',
    access: officers,
    body: BulkBody,
    answer: BulkAnswer,
  })
  bulk(@Commanded() command: Command<BulkBody>) {
    return this.many.decide(command);
  }

  @Post(':complaintId')
  @Call({
    summary: 'Route, archive, or ask the reporter; with corrections',
    access: officers,
    body: TriageBody,
    answer: Decided,
  })
  decide(@PathId('complaintId') complaintId: string, @Commanded() command: Command<TriageBody>) {
    return this.triage.decide(command, complaintId);
  }
}
