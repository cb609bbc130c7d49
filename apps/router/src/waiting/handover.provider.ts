import { Injectable } from '@nestjs/common';
import { type Person } from '@satupintu/domain';
import { handoverLines } from './handover-lines';
import { Officers } from './officers.provider';
import {
  countWaits,
  readDueNext,
  readOldest,
  readRefusals,
  readRoutes,
  type WaitingCase,
} from './read-handover';

const days = 30;

/** Notes for an officer who begins: made from the log each time, so that nobody has to have written them. */
@Injectable()
export class Handover {
  constructor(private readonly officers: Officers) {}

  /** @throws Problem 403 outside of the person’s part of the tree */
  async notes(person: Person, organisation: string) {
    this.officers.ownersFor(person, organisation);
    const { pool, clock } = this.officers.deps;
    const at = clock.now();
    const since = new Date(Date.parse(at) - days * 86_400_000).toISOString();
    const [waits, first, next, routes, refusals] = await Promise.all([
      countWaits(pool, organisation, at),
      readOldest(pool, organisation),
      readDueNext(pool, organisation),
      readRoutes(pool, organisation, since),
      readRefusals(pool, organisation, since),
    ]);
    const [oldest, ...dueNext] = await this.tracked([first, ...next]);
    const noted = { waits, days, dueNext: dueNext.filter((each) => each !== undefined), routes, refusals };
    const nameOf = (code: string) => this.nameOf(code);
    const lines = handoverLines({ ...noted, ...(oldest && { oldest }), nameOf });
    return { organisation, at, ...noted, oldest: oldest ?? null, lines };
  }

  private async tracked(cases: readonly (WaitingCase | undefined)[]) {
    const known = await this.officers.deps.loop.states(cases.flatMap((each) => each?.complaintId ?? []));
    return cases.map((each) => {
      const state = each && known.get(each.complaintId);
      return each && state ? { ...each, trackingId: state.trackingId } : undefined;
    });
  }

  private nameOf(code: string): string {
    const directory = this.officers.deps.reference.directory();
    return (code.includes('/') ? directory.unit(code) : directory.organisation(code))?.name ?? code;
  }
}
