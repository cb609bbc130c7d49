import { Inject, Injectable } from '@nestjs/common';
import { type Case, mayList, mayReadCase, type Person, type Tree } from '@satupintu/domain';
import { type Deps, forbidden, invalidQuery, notFound, SERVICE_DEPS } from '@satupintu/service';
import { beginningOf, endOf } from './period';
import { caseScope, type CaseScope } from './scope';

/** Who watches: the roles that may list cases. */
export const watchers = ['analyst', 'national', 'executive', 'coordinator'] as const;

/** What all calls of oversight share: who may see what, and when it is now. */
@Injectable()
export class Watch {
  constructor(@Inject(SERVICE_DEPS) readonly deps: Deps) {}

  get now(): string {
    return this.deps.clock.now();
  }

  get tree(): Tree {
    return this.deps.reference.directory();
  }

  scopeOf(person: Person): CaseScope {
    return caseScope(person, this.deps.reference.directory());
  }

  /** @throws Problem 403 where the organisation is outside of what the person may list, whether it exists or not */
  checkScope(person: Person, organisation: string | undefined): void {
    if (organisation !== undefined && !mayList(person, organisation, undefined, this.tree)) throw forbidden();
  }

  /** A case that the person may see. @throws Problem 404 */
  async readable(person: Person, complaintId: string): Promise<Case> {
    const state = await this.deps.loop.state(complaintId);
    if (!state || !mayReadCase(person, state, this.tree)) throw notFound();
    return state;
  }
}

/** The instants of a period that was given as dates or instants. @throws Problem 400 `invalid-query` */
export function instantOf(
  text: string | undefined,
  edge: 'from' | 'to',
  pointer: string,
): string | undefined {
  if (text === undefined) return undefined;
  const instant = edge === 'from' ? beginningOf(text) : endOf(text);
  if (instant !== undefined) return instant;
  throw invalidQuery([{ pointer, detail: 'is not a date' }]);
}
