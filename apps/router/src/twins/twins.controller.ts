import { Controller, Get } from '@nestjs/common';
import { type Case, handles, type Person } from '@satupintu/domain';
import { Shape } from '@satupintu/events';
import { Call, notFound, PathId, Who } from '@satupintu/service';
import { Type } from '@sinclair/typebox';
import { Officers } from '../waiting/officers.provider';
import { TwinShape } from './shapes';
import { Twins } from './twins.provider';

const Answer = Shape({ items: Type.Array(TwinShape), next: Type.Null() });

/** Likely twins of a case, for the desk that has it in hand. */
@Controller('v1/routing/twins')
export class TwinsController {
  constructor(
    private readonly officers: Officers,
    private readonly twins: Twins,
  ) {}

  @Get(':complaintId')
  @Call({
    summary: 'Cases that may tell of the same thing, with evidence; nothing is merged by itself',
    access: ['liaison', 'coordinator', 'national', 'analyst'],
    answer: Answer,
  })
  async of(@PathId('complaintId') complaintId: string, @Who() person: Person) {
    const subject = await this.officers.readable(person, complaintId);
    if (!this.mayMerge(person, subject)) throw notFound();
    const twins = await this.twins.of(person, [subject]);
    return { items: twins.get(complaintId) ?? [], next: null };
  }

  /** Who has the case in hand, or must decide where it goes; the national tier has all. */
  private mayMerge(person: Person, subject: Case): boolean {
    return person.role === 'national' || handles(person, subject, this.officers.tree);
  }
}
