import { Controller, Get, Post } from '@nestjs/common';
import { maySeeBetween, postThread, type Person } from '@satupintu/domain';
import { Actor, Id, Instant, Maybe, OneOf, Shape } from '@satupintu/events';
import {
  Call,
  type Command,
  Commanded,
  defaultLimit,
  invalidCursor,
  ListQuery,
  Next,
  notFound,
  pageOf,
  parseCursor,
  PathId,
  ValidQuery,
  Who,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { Desk } from '../desk/desk.provider';
import { Text } from '../desk/shapes';
import { madeBy } from '../desk/standing';
import { readThread } from './read-thread';
import { entryKinds } from './thread-row';

const Message = Shape({ text: Text });
const Query = Shape(ListQuery);
const Posted = Shape({ messageId: Id, complaintId: Id, at: Instant, position: Type.String() });
const Shown = Shape({
  messageId: Id,
  at: Instant,
  by: Actor,
  /** a message, or what the words went with */
  kind: OneOf(...entryKinds),
  dispositionId: Maybe(Id),
  text: Type.Union([Type.String(), Type.Null()]),
  attachments: Type.Array(Id),
});

/** What the bodies on a case say to each other: messages, tasks and what came of them. The reporter does not see it. */
@Controller('v1/cases/:complaintId/thread')
export class ThreadController {
  constructor(private readonly desk: Desk) {}

  @Get()
  @Call({
    summary: 'The thread of a case, oldest first',
    access: ['liaison', 'coordinator', 'national', 'executive', 'analyst'],
    query: Query,
    answer: Shape({ items: Type.Array(Shown), next: Next }),
  })
  async list(
    @Who() person: Person,
    @PathId('complaintId') complaintId: string,
    @ValidQuery() { cursor, limit = defaultLimit }: Static<typeof Query>,
  ) {
    const state = await this.desk.readable(person, complaintId);
    if (!maySeeBetween(person, state, this.desk.tree)) throw notFound();
    const { pool, vault } = this.desk.deps;
    const rows = await readThread(
      pool,
      vault,
      complaintId,
      cursor === undefined ? -1 : offsetOf(cursor),
      limit + 1,
    );
    return pageOf(
      rows,
      limit,
      ({ message }) => message,
      ({ offset }) => [offset],
    );
  }

  @Post()
  @Call({
    summary: 'Post to the thread',
    access: ['liaison', 'coordinator', 'analyst'],
    body: Message,
    answer: Posted,
    status: 201,
  })
  post(@PathId('complaintId') complaintId: string, @Commanded() command: Command<Static<typeof Message>>) {
    return this.desk.onCase(
      command,
      complaintId,
      'message',
      async (state, wish) => {
        if (!this.desk.handles(command.person, state)) throw notFound();
        const words = await this.desk.seal(complaintId, 'message', command.body.text);
        return postThread(state, { words }, wish);
      },
      (facts) => ({ complaintId, at: facts[0]?.at, ...madeBy(facts, 'messageId') }),
    );
  }
}

/** @throws Problem 400 `invalid-cursor` */
function offsetOf(cursor: string): number {
  const [offset] = parseCursor(cursor, 1);
  if (typeof offset === 'number' && Number.isSafeInteger(offset)) return offset;
  throw invalidCursor();
}
