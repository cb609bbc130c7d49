import { Controller, Post } from '@nestjs/common';
import {
  askMerge,
  type Case,
  leadOf,
  mayDecideFor,
  mayHandle,
  mayReadCase,
  type Person,
  undoMerge,
  waitsForDecision,
} from '@satupintu/domain';
import { Code, Id, Maybe, OneOf, Shape } from '@satupintu/events';
import { Call, type Command, Commanded, notFound, PathId, Problem } from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { Desk } from '../desk/desk.provider';
import { Text } from '../desk/shapes';
import { madeBy } from '../desk/standing';

const Merge = Shape({ into: Id, reason: Text });
const Unmerge = Shape({ reason: Text });
const Answer = Shape({
  complaintId: Id,
  trackingId: Code,
  status: Code,
  merge: OneOf('none', 'asked', 'merged'),
  into: Maybe(Id),
  mergeId: Id,
  position: Type.String(),
});
const heads = ['coordinator', 'national', 'analyst'] as const;

/** Makes a case follow another one, and apart again. The other case's own acceptance decides, right after the ask. */
@Controller('v1/cases/:complaintId')
export class MergeController {
  constructor(private readonly desk: Desk) {}

  @Post('merge')
  @Call({ summary: 'Ask that this case follows another one', access: heads, body: Merge, answer: Answer })
  merge(@PathId('complaintId') complaintId: string, @Commanded() command: Command<Static<typeof Merge>>) {
    const { into, reason } = command.body;
    return this.desk.onCase(
      command,
      complaintId,
      'merge',
      async (state, wish) => {
        this.checkLeads(command.person, state);
        await this.checkVisible(command.person, into);
        const words = await this.desk.seal(complaintId, 'merge', reason);
        return askMerge(state, { into, words }, wish);
      },
      (facts, state) => ({ ...standing(state), ...madeBy(facts, 'mergeId') }),
    );
  }

  @Post('unmerge')
  @Call({ summary: 'Let this case go on by itself again', access: heads, body: Unmerge, answer: Answer })
  unmerge(@PathId('complaintId') complaintId: string, @Commanded() command: Command<Static<typeof Unmerge>>) {
    return this.desk.onCase(
      command,
      complaintId,
      'unmerge',
      async (state, wish) => {
        this.checkLeads(command.person, state);
        return undoMerge(state, await this.desk.seal(complaintId, 'merge', command.body.reason), wish);
      },
      (facts, state) => ({ ...standing(state), ...madeBy(facts, 'mergeId') }),
    );
  }

  /** @throws Problem 404 to all but the body that leads the case, or that must say whose it is */
  private checkLeads(person: Person, state: Case): void {
    const lead = leadOf(state);
    const leads = lead !== undefined && mayHandle(person, lead);
    const decides = waitsForDecision(state) && mayDecideFor(person, state.owner, this.desk.tree);
    if (!(leads || decides) || !mayReadCase(person, state, this.desk.tree)) throw notFound();
  }

  /** @throws Problem 422 `unknown-complaint`, the same where the person may not see it */
  private async checkVisible(person: Person, complaintId: string): Promise<void> {
    const state = await this.desk.deps.loop.state(complaintId);
    if (state && mayReadCase(person, state, this.desk.tree)) return;
    throw new Problem(422, 'unknown-complaint', 'There is no such case to follow, or not for you.');
  }
}

function standing({ complaintId, trackingId, status, merge }: Case) {
  const into = merge.into ?? merge.asked?.into;
  const how = merge.into === undefined ? (merge.asked === undefined ? 'none' : 'asked') : 'merged';
  return { complaintId, trackingId, status, merge: how, ...(into === undefined ? {} : { into }) };
}
