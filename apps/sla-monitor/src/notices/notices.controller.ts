import { Controller, Get, Inject } from '@nestjs/common';
import { type Person } from '@satupintu/domain';
import { Shape } from '@satupintu/events';
import {
  Call,
  defaultLimit,
  type Deps,
  Next,
  pageOf,
  SERVICE_DEPS,
  ValidQuery,
  Who,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { waysOf } from './channel';
import { firstKey, itemOf, keyOf, parseKey, readNotices } from './read-notices';
import { noticeScope } from './scope';
import { NoticeShown, NoticesQuery } from './shapes';

/** Who is to be told of what, who was, with which proof, and whom nobody can reach. */
@Controller('v1/notices')
export class NoticesController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Get()
  @Call({
    summary: 'Notices of escalations and reminders, oldest first',
    access: ['coordinator', 'national', 'analyst'],
    query: NoticesQuery,
    answer: Shape({ items: Type.Array(NoticeShown), next: Next }),
  })
  async list(@Who() person: Person, @ValidQuery() query: Static<typeof NoticesQuery>) {
    const { pool, reference, config } = this.deps;
    const { limit = defaultLimit, cursor, organisation } = query;
    const scope = noticeScope(person, organisation, reference.directory());
    const after = cursor === undefined ? firstKey : parseKey(cursor);
    const page = { after, ways: waysOf(config), limit: limit + 1 };
    const rows = await readNotices(pool, query, scope, page);
    return pageOf(rows, limit, itemOf, keyOf);
  }
}
