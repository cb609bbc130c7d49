import { Controller, Get, Inject } from '@nestjs/common';
import { mayList, type Person } from '@satupintu/domain';
import { Shape } from '@satupintu/events';
import {
  Call,
  ClockShown,
  defaultLimit,
  type Deps,
  forbidden,
  invalidQuery,
  Next,
  pageOf,
  SERVICE_DEPS,
  ValidQuery,
  Who,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { firstKey, keyOf, parseKey, readClocks } from './read-clocks';
import { clockScope } from './scope';
import { ClocksQuery, isInstant } from './shapes';

/** Every clock in sight, with all that its due time follows from. */
@Controller('v1/clocks')
export class ClocksController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Get()
  @Call({
    summary: 'Clocks, what is due first',
    access: ['coordinator', 'national', 'executive', 'analyst'],
    query: ClocksQuery,
    answer: Shape({ items: Type.Array(ClockShown), next: Next }),
  })
  async list(@Who() person: Person, @ValidQuery() query: Static<typeof ClocksQuery>) {
    const directory = this.deps.reference.directory();
    const { organisation, cursor, limit = defaultLimit } = query;
    if (organisation !== undefined && !mayList(person, organisation, undefined, directory)) throw forbidden();
    const after = cursor === undefined ? firstKey : parseKey(cursor);
    const filter = { ...query, dueBefore: instantOf(query.dueBefore) };
    const rows = await readClocks(this.deps.pool, filter, clockScope(person, directory), after, limit + 1);
    return pageOf(rows, limit, (row) => row.item, keyOf);
  }
}

/** @throws Problem 400 `invalid-query` for `2026-13-01T…` */
function instantOf(text: string | undefined): string | undefined {
  if (text === undefined || isInstant(text)) return text;
  throw invalidQuery([{ pointer: '/dueBefore', detail: 'is not an instant' }]);
}
