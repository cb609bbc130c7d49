import { Controller, Post } from '@nestjs/common';
import { identityViewed, requestIdentity } from '@satupintu/domain';
import { type FactOf, Maybe, Shape } from '@satupintu/events';
import { Call, type Command, Commanded, notFound, PathId, Problem } from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { Desk } from './desk.provider';

const Purpose = Shape({ purpose: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }) });
const Person = Shape({
  name: Maybe(Type.String()),
  phone: Maybe(Type.String()),
  email: Maybe(Type.String()),
  nationalId: Maybe(Type.String()),
  /** on the social network that it came by: `x:warga_biru` */
  account: Maybe(Type.String()),
});
const PATIENCE_MS = 5_000;

/**
 * The one way to a reporter's identity. Nothing is opened before the look itself stands in the log, where the
 * reporter sees who looked, when and why.
 */
@Controller('v1/cases/:complaintId/identity')
export class IdentityController {
  constructor(private readonly desk: Desk) {}

  @Post()
  @Call({
    summary: 'See who the reporter is; the look is recorded and shown to the reporter',
    access: ['coordinator', 'analyst'],
    body: Purpose,
    answer: Shape({ identity: Person, position: Type.String() }),
  })
  async look(
    @PathId('complaintId') complaintId: string,
    @Commanded() command: Command<Static<typeof Purpose>>,
  ) {
    const { person, body } = command;
    const state = await this.desk.readable(person, complaintId);
    if (person.role === 'coordinator' && !this.desk.handles(person, state)) throw notFound();
    let looked: string | undefined;
    // The stored answer of the command must not hold the person, hence only its position is of it.
    const { position } = await this.desk.onCase(
      command,
      complaintId,
      'identity',
      (current, wish) => requestIdentity(current, body, wish),
      (facts) => {
        looked = identityViewed(facts[0] as FactOf<'IdentityRequested'>).id;
        return { lookId: looked };
      },
    );
    await this.recorded(complaintId, looked);
    const [identity] = await this.desk.deps.vault.open([
      { complaintId, sealed: state.person, purpose: 'identity-look' },
    ]);
    return { identity: (identity ?? {}) as Static<typeof Person>, position };
  }

  /** A repeated request finds its look recorded long ago. */
  private async recorded(complaintId: string, lookId: string | undefined): Promise<void> {
    if (lookId === undefined) return;
    const verdicts = await this.desk.deps.loop.verdicts(complaintId, [lookId], PATIENCE_MS);
    if (!verdicts)
      throw new Problem(503, 'not-yet-applied', 'The look is not recorded yet; ask again.', {
        retryAfter: 1,
      });
  }
}
