import { Controller, Param, Post } from '@nestjs/common';
import { Code, Id, Maybe, OneOf, Shape, UnitCode } from '@satupintu/events';
import { Call, type Command, Commanded, Problem } from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { Desk } from '../desk/desk.provider';
import { KeptUpdates } from './kept-updates';
import { PartnerGate } from './partner-gate.provider';
import { readKnownCases, type Stretch } from './read-known-cases';
import { type Line, type Outcome, reconcile } from './reconcile';
import { Updates } from './updates.provider';

/** Cases that are compared at once. */
const most = 1_000;
const outcomes = ['same', 'different', 'unknown_here', 'missing_there'] as const;

const Body = Shape({
  cases: Type.Array(
    Shape({ complaintId: Maybe(Id), externalId: Type.String({ minLength: 1, maxLength: 200 }), state: Code }),
    { maxItems: most },
  ),
  after: Maybe(Id),
  upTo: Maybe(Id),
});
const Here = Shape({
  trackingId: Code,
  status: Code,
  closedReason: Maybe(Code),
  filed: Type.Boolean(),
  takesPart: Type.Boolean(),
  dispositionId: Maybe(Id),
  dispositionStatus: Maybe(Code),
  unit: Maybe(UnitCode),
  dueAt: Maybe(Type.String()),
});
const Answer = Shape({
  items: Type.Array(
    Shape({
      outcome: OneOf(...outcomes),
      externalId: Maybe(Type.String()),
      complaintId: Maybe(Id),
      here: Maybe(Here),
      /** number that the next update of this case must have */
      nextSequence: Maybe(Type.Integer()),
    }),
  ),
  counts: Type.Record(OneOf(...outcomes), Type.Integer()),
  /** updates that had been waiting and were settled now */
  healed: Type.Integer(),
  /** cases whose updates wait for an earlier number */
  waiting: Type.Array(Shape({ complaintId: Id, expects: Type.Integer(), updates: Type.Integer() })),
  /** where more was here than is compared at once: what is after this id was not; ask again from here */
  comparedUpTo: Maybe(Id),
});

/** Both sides lay their cases beside each other, once a day or whenever a partner comes back. */
@Controller('v1/partners/:organisation/reconciliation')
export class ReconciliationController {
  constructor(
    private readonly desk: Desk,
    private readonly gate: PartnerGate,
    private readonly updates: Updates,
  ) {}

  @Post()
  @Call({
    summary: 'Compare ids and states of both sides, a stretch of complaint ids at a time; applies what was waiting',
    access: ['channel'],
    body: Body,
    answer: Answer,
  }) // prettier-ignore
  async reconcile(
    @Param('organisation') asked: string,
    @Commanded() { person, body }: Command<Static<typeof Body>>,
  ) {
    const { organisation } = this.gate.admit(person, asked);
    checkStretch(body);
    const healed = await this.updates.resume(organisation);
    const { pool, loop } = this.desk.deps;
    const known = await readKnownCases(pool, organisation, body, most + 1);
    const comparedUpTo = known.length > most ? known[most - 1] : undefined;
    const claimed = body.cases.filter(({ complaintId }) => isUpTo(complaintId, comparedUpTo));
    const ids = new Set([
      ...known.slice(0, most),
      ...claimed.flatMap(({ complaintId }) => complaintId ?? []),
    ]);
    const lines = reconcile(organisation, claimed, await loop.states([...ids]));
    const kept = new KeptUpdates(pool, organisation);
    const next = await kept.nextOf(lines.flatMap(({ complaintId }) => complaintId ?? []));
    return {
      items: lines.map((line) => numbered(line, next)),
      counts: countsOf(lines),
      healed,
      waiting: await kept.gaps(most),
      ...(comparedUpTo !== undefined && { comparedUpTo }),
    };
  }
}

const isUpTo = (complaintId: string | undefined, upTo: string | undefined) =>
  complaintId === undefined || upTo === undefined || complaintId <= upTo;

/** @throws Problem 422 `outside-stretch` with a pointer to each case that is not in the stretch compared */
function checkStretch({ cases, after, upTo }: Static<typeof Body> & Stretch): void {
  const errors = cases.flatMap(({ complaintId }, n) =>
    isUpTo(complaintId, upTo) && (complaintId === undefined || after === undefined || complaintId > after)
      ? []
      : [{ pointer: `/cases/${n}/complaintId`, detail: 'is not after `after` and up to `upTo`' }],
  );
  if (errors.length === 0) return;
  throw new Problem(422, 'outside-stretch', 'Some cases are outside the stretch of ids that is compared.', {
    errors: errors.slice(0, 20),
  });
}

const numbered = ({ here, ...line }: Line, next: ReadonlyMap<string, number>) => ({
  ...line,
  ...(here && { here, nextSequence: next.get(line.complaintId ?? '') ?? 1 }),
});

const countsOf = (lines: readonly Line[]): Record<Outcome, number> => {
  const count = (outcome: Outcome) => lines.filter((line) => line.outcome === outcome).length;
  return {
    same: count('same'),
    different: count('different'),
    unknown_here: count('unknown_here'),
    missing_there: count('missing_there'),
  };
};
