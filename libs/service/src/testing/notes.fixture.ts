import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { type Person } from '@satupintu/domain';
import { fact, Maybe, Shape } from '@satupintu/events';
import { type Static, Type } from '@sinclair/typebox';
import {
  Call,
  fastCall,
  IdempotencyKey,
  ListQuery,
  notFound,
  PathId,
  ReceiptCode,
  ValidBody,
  ValidQuery,
  Who,
} from '..';
import { type Deps, SERVICE_DEPS } from '../running/deps';

const Note = Shape({ text: Type.String({ minLength: 1, maxLength: 100 }), urgent: Maybe(Type.Boolean()) });
const Empty = Shape({});
const ListOf = Shape({ ...ListQuery, overdue: Maybe(Type.Boolean()) });

/** A service with one call of each sort, for the tests of what all services share. */
@Controller('v1/notes')
export class NotesController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Post()
  @Call({ summary: 'Write a note', access: ['coordinator'], body: Note, answer: Note, status: 201 })
  write(@ValidBody() note: Static<typeof Note>): object {
    return note;
  }

  @Get()
  @Call({ summary: 'Notes', access: 'signed-in', query: ListOf, answer: Empty })
  list(@ValidQuery() query: Static<typeof ListOf>, @Who() person: Person): object {
    return { query, person };
  }

  @Get('mine')
  @Call({ summary: 'A reporter’s notes', access: 'reporter', answer: Empty })
  mine(@ReceiptCode() receiptCode: string): object {
    return { receiptCode };
  }

  @Get('broken')
  @Call({ summary: 'Fails', access: 'public', answer: Empty })
  broken(): object {
    throw new Error('a fault of our own: secret words');
  }

  @Get('of/:id')
  @Call({ summary: 'One note', access: 'public', answer: Empty })
  one(@PathId('id') id: string): object {
    return { id };
  }

  @Post('withdrawals/:complaintId')
  @Call({ summary: 'A command', access: ['coordinator'], body: Note, answer: Empty })
  withdraw(
    @PathId('complaintId') complaintId: string,
    @Who() person: Person,
    @ValidBody() body: Static<typeof Note>,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<object> {
    const actor = { role: person.role, organisation: person.organisation, subject: person.subject };
    const call = `POST /v1/notes/withdrawals/${complaintId}`;
    return this.deps.commands.run(
      { complaintId, person, actor, call, idempotencyKey, body },
      (state, at, keys) => {
        // Whose case it is not sees none.
        if (person.organisation !== state.owner.organisation) throw notFound();
        const about = { subject: state.complaintId, at, by: actor };
        return [fact('ReporterWithdrew', keys('withdraw'), about, { replyId: complaintId })];
      },
      (facts, state) => ({ status: state.status, facts: facts.map(({ id }) => id) }),
    );
  }

  @Get('text/:text')
  @Call({ summary: 'Asks the database about text', access: 'public', answer: Empty })
  async text(@Param('text') text: string): Promise<object> {
    const { rows } = await this.deps.pool.query<{ text: string }>('select $1::text as text', [text]);
    return { rows };
  }
}

export const fastNote = fastCall(
  'POST',
  '/v1/quick',
  { summary: 'A note, quickly', access: 'public', body: Note, answer: Note, status: 202 },
  ({ body, person }) => Promise.resolve({ text: body.text, by: person?.role ?? 'nobody' }),
);
